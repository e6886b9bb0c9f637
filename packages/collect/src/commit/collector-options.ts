import type { Receipt } from '@heed/domain';
import type { Store } from '@heed/store';
import type { ReadRow } from '../read/read-row.ts';
import type { Commit } from './commit.ts';
import type { DoorOptions, StreamOptions, StreamTotals } from './door-options.ts';

export interface CollectorLimits {
  /** Rows of one group of single submissions. */
  group: number;
  /** Rows of one chunk of a batch or stream. */
  chunk: number;
  /** Characters of text in one group or chunk, so that long comments do not fill the memory. */
  weight: number;
  /** Single submissions that may wait; more are turned away with RATE_LIMITED. */
  waiting: number;
  /** Chunks of batches and streams that may be under way at the same time. */
  writers: number;
  /** Milliseconds for which a group is tried while the database does not answer. */
  deadline: number;
}

export const COLLECTOR_LIMITS: CollectorLimits = { group: 20_000, chunk: 20_000, weight: 16_000_000, waiting: 100_000, writers: 3, deadline: 10_000 };

/** What the collector counts, for whoever measures. */
export interface CollectorMetrics {
  received(status: Receipt['status'], count: number): void;
  committed(group: { rows: number; milliseconds: number }): void;
}

export interface CollectorOptions {
  store: Pick<Store, 'read' | 'insert'>;
  /** Epoch milliseconds. */
  clock?: () => number;
  /** Called after each group was acknowledged. */
  onCommit?: (commit: Commit) => void;
  limits?: Partial<CollectorLimits>;
  metrics?: CollectorMetrics;
  /** For how many milliseconds a writer's announcement of a day holds; see touches.ts. */
  touchLeaseMs?: number | undefined;
}

/** The one way by which feedback gets into the store. */
export interface Collector {
  /**
   * Stores one feedback and answers when it is durable. Submissions that arrive while a group is being written form the
   * next group. A refusal is an answer; throws HeedError RATE_LIMITED when too many wait, UNAVAILABLE when the database
   * did not answer in time (the outcome is then unknown, and sending the same again is safe for feedback with an id).
   */
  submit(input: unknown, door?: DoorOptions): Promise<Receipt>;
  /** Stores many and answers in their order when all are durable. Throws as `submit`. */
  submitBatch(inputs: readonly unknown[], door?: DoorOptions): Promise<Receipt[]>;
  /** Stores the rows of a reader, chunk by chunk, and counts. Throws as `submit`, with the totals so far in `details`. */
  submitStream<T = unknown>(chunks: AsyncIterable<ReadRow<T>[]>, options?: StreamOptions<T>): Promise<StreamTotals>;
  /** Turns new submissions away with UNAVAILABLE, and returns when those that were taken are answered. */
  close(): Promise<void>;
}
