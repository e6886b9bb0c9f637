import type { TestFeedback } from '@heed/filter/testing';
import { rowsToBody, type Store } from '@heed/store';
import { createReader, type Reader } from '../reader.ts';
import { readingsTable } from '../store/readings.table.ts';
import { createRevisionClock } from '../store/revision-clock.ts';
import { EMPTY_KNOWN } from '../worker/mind.ts';
import { createThreads } from '../worker/threads.ts';

export interface RunningReader {
  reader: Reader;
  errors: unknown[];
  /** Writes a reading of a feedback as it was, as a process would that was slow. */
  staleWrite(feedback: TestFeedback): Promise<void>;
  end(): Promise<void>;
}

/** For tests: a reader that knows of no themes, with a thread of its own. */
export function startReader(store: Pick<Store, 'read' | 'insert' | 'stream'>, { now }: { now: () => number }): RunningReader {
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const threads = createThreads({ size: 1, onError });
  const revisions = createRevisionClock(now);
  const reader = createReader({
    store, threads, revisions, now, onError,
    onRead: () => undefined,
    refresh: () => Promise.resolve(),
    relearn: () => Promise.resolve(),
    stale: () => ({ stale: { models: {}, allBefore: 0, themesBefore: {}, unknownBefore: 0 }, next: null }),
    known: () => EMPTY_KNOWN,
  });
  reader.start();
  return {
    reader,
    errors,
    async staleWrite({ id, occurredAt, version }) {
      const day = new Date(occurredAt).toISOString().slice(0, 10);
      await store.insert(readingsTable, rowsToBody([[day, id, version, String(revisions.next() + (1n << 40n)), 0, 0, 'en', [], [], 0, '', null, '1', now()]]));
    },
    async end() {
      await reader.stop();
      await threads.close();
    },
  };
}
