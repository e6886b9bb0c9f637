import { HeedError, type Refusal } from '@heed/domain';
import { normalise } from '../normalise/normalise.ts';
import type { ReadRow } from '../read/read-row.ts';
import type { CollectorLimits, CollectorMetrics } from './collector-options.ts';
import type { StreamOptions, StreamTotals } from './door-options.ts';
import { entryOf, type CommitStatus, type Entry } from './pending.ts';
import type { Pipeline } from './pipeline.ts';

interface StreamContext<T> {
  options: StreamOptions<T>;
  clock: () => number;
  limits: CollectorLimits;
  metrics: CollectorMetrics | undefined;
  line: Pipeline;
  /** The collector is shutting down: what is under way is finished, and no more is taken. */
  isClosing: () => boolean;
}

const REFUSED_IN_ANSWER = 1_000;
const WARNINGS_IN_ANSWER = 100;

/** Normalises the next chunk while those before are being claimed and written. */
export async function runStream<T>(chunks: AsyncIterable<ReadRow<T>[]>, { options, clock, limits, metrics, line, isClosing }: StreamContext<T>): Promise<StreamTotals> {
  const totals: StreamTotals = { received: 0, accepted: 0, corrected: 0, duplicate: 0, refused: 0, refusedRows: [], warnings: [] };
  const warn = warningCounter(totals.warnings);
  const { map } = options;
  let entries: Entry[] = [];
  let weight = 0;

  function refuse(row: number, refusals: Refusal[]): void {
    totals.received++;
    totals.refused++;
    metrics?.received('refused', 1);
    if (totals.refusedRows.length < REFUSED_IN_ANSWER) totals.refusedRows.push({ row, refusals });
    options.onRefused?.({ row, refusals });
  }

  function stored(statuses: readonly CommitStatus[]): void {
    const counts: Record<CommitStatus, number> = { accepted: 0, corrected: 0, duplicate: 0 };
    for (const status of statuses) counts[status]++;
    for (const status of ['accepted', 'corrected', 'duplicate'] as const) {
      totals[status] += counts[status];
      if (counts[status] > 0) metrics?.received(status, counts[status]);
    }
    totals.received += statuses.length;
    options.onProgress?.(totals);
  }

  async function flush(): Promise<void> {
    if (isClosing()) throw new HeedError('UNAVAILABLE', 'Heed is shutting down; send it again in a moment.', { retryAfterSeconds: 5 });
    if (entries.length > 0) await line.push(entries, stored);
    entries = [];
    weight = 0;
  }

  try {
    for await (const chunk of chunks) {
      const normaliseOptions = { now: clock(), ...options };
      for (const read of chunk) {
        if (read.refusals) {
          refuse(read.row, read.refusals);
          continue;
        }
        const result = normalise(map ? map(read.value) : read.value, normaliseOptions);
        if (!result.ok) {
          refuse(read.row, result.refusals);
          continue;
        }
        for (const warning of result.warnings) warn(warning);
        const entry = entryOf(result.feedback, result.customer);
        entries.push(entry);
        weight += entry.end.length;
        if (entries.length >= limits.chunk || weight >= limits.weight) await flush();
      }
      // Several answers of the database are needed for one chunk; they are heard only between turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await flush();
    await line.end();
    return totals;
  } catch (error) {
    await line.settle();
    if (error instanceof HeedError) throw new HeedError(error.code, error.message, { ...error.details, totals });
    throw error;
  }
}

/** Counts the rows of each different warning; of too many different ones the first are kept. */
function warningCounter(list: StreamTotals['warnings']): (warning: string) => void {
  const known = new Map<string, { warning: string; rows: number }>();
  return (warning) => {
    const entry = known.get(warning);
    if (entry) entry.rows++;
    else if (known.size < WARNINGS_IN_ANSWER) {
      const first = { warning, rows: 1 };
      known.set(warning, first);
      list.push(first);
    }
  };
}
