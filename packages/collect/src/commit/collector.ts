import { HeedError, type Receipt } from '@heed/domain';
import { normalise } from '../normalise/normalise.ts';
import { COLLECTOR_LIMITS, type Collector, type CollectorOptions } from './collector-options.ts';
import { claimGroup, type CommitContext } from './commit.ts';
import type { DoorOptions } from './door-options.ts';
import { createGate } from './gate.ts';
import { entryOf, type CommitStatus, type Entry } from './pending.ts';
import { createPipeline } from './pipeline.ts';
import { runStream } from './stream.ts';
import { createTouches } from './touches.ts';
import { createVersionClock } from './version-clock.ts';
import { createWaitingRoom } from './waiting-room.ts';

/** Batches up to this size share a group with whatever else arrives; larger ones are written by themselves. */
const SMALL_BATCH = 5_000;

/** A collector over a store. Several, also in other processes, may write to the same store at the same time. */
export function createCollector({ store, clock = Date.now, onCommit, limits, metrics, touchLeaseMs }: CollectorOptions): Collector {
  const limit = { ...COLLECTOR_LIMITS, ...limits };
  const context: CommitContext = { store, versions: createVersionClock(clock), touches: createTouches({ store, leaseMs: touchLeaseMs }), deadlineMs: limit.deadline };
  const gate = createGate(limit.writers);
  let closed = false;
  let running = 0;
  let idle: (() => void) | undefined;

  async function claim(entries: readonly Entry[]): Promise<() => Promise<CommitStatus[]>> {
    const start = performance.now();
    const group = await claimGroup(entries, context);
    return async () => {
      const { statuses, commit } = await group.write();
      metrics?.committed({ rows: commit.rows, milliseconds: performance.now() - start });
      // Answers are given before the next turn of the event loop.
      if (onCommit) setImmediate(onCommit, commit);
      return statuses;
    };
  }

  const room = createWaitingRoom({ commit: async (entries) => (await claim(entries))(), limits: limit });
  const pipeline = () => createPipeline({ claim, gate, depth: 2 });

  /** Runs one call, unless the collector is closing. */
  async function taken<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw new HeedError('UNAVAILABLE', 'Heed is shutting down; send it again in a moment.', { retryAfterSeconds: 5 });
    running++;
    try {
      return await work();
    } finally {
      running--;
      if (running === 0) idle?.();
    }
  }

  async function submitAll(inputs: readonly unknown[], door: DoorOptions | undefined): Promise<Receipt[]> {
    const now = clock();
    const entries: Entry[] = [];
    const results = inputs.map((input) => {
      const result = normalise(input, { ...door, now });
      if (result.ok) entries.push(entryOf(result.feedback, result.customer));
      return result;
    });
    const statuses = entries.length > SMALL_BATCH ? await commitInChunks(entries) : await room.enter(entries);
    let stored = 0;
    const receipts = results.map((result): Receipt => {
      if (!result.ok) return { status: 'refused', refusals: result.refusals };
      return { status: statuses[stored++] as CommitStatus, feedbackId: result.feedback.feedbackId, warnings: [...result.warnings] };
    });
    if (metrics) for (const { status } of receipts) metrics.received(status, 1);
    return receipts;
  }

  async function commitInChunks(entries: readonly Entry[]): Promise<CommitStatus[]> {
    const line = pipeline();
    const chunks: CommitStatus[][] = [];
    let start = 0;
    let weight = 0;
    for (let index = 0; index < entries.length; index++) {
      weight += (entries[index] as Entry).end.length;
      if (index + 1 - start === limit.chunk || weight >= limit.weight || index + 1 === entries.length) {
        await line.push(entries.slice(start, index + 1), (statuses) => chunks.push(statuses));
        start = index + 1;
        weight = 0;
      }
    }
    await line.end();
    return chunks.flat();
  }

  return {
    submit: (input, door) => taken(async () => (await submitAll([input], door))[0] as Receipt),
    submitBatch: (inputs, door) => taken(() => submitAll(inputs, door)),
    submitStream: (chunks, options = {}) => taken(() => runStream(chunks, { options, clock, limits: limit, metrics, line: pipeline(), isClosing: () => closed })),
    async close() {
      closed = true;
      if (running > 0) await new Promise<void>((resolve) => (idle = resolve));
    },
  };
}
