import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReader, type Reader } from './reader.ts';
import { createRevisionClock, versionAt } from './store/revision-clock.ts';
import { storedReadings } from './testing/stored-readings.ts';
import { EMPTY_KNOWN } from './worker/mind.ts';
import { createThreads, type Threads } from './worker/threads.ts';

const START = Date.UTC(2026, 4, 15, 12);
/** Versions are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;

let store: Awaited<ReturnType<typeof openTestStore>>;
let now: number;
let written: number;
let running: { reader: Reader; threads: Threads }[];
beforeEach(async () => {
  store = await openTestStore();
  now = START;
  written = 0;
  running = [];
});
afterEach(async () => {
  for (const { reader, threads } of running) {
    await reader.stop();
    await threads.close();
  }
  await store.drop();
});

function start(): Reader {
  const onError = (error: unknown): void => {
    throw error;
  };
  const threads = createThreads({ size: 1, onError });
  threads.tell({ tell: 'known', known: EMPTY_KNOWN });
  const reader = createReader({
    store, threads, revisions: createRevisionClock(() => now), now: () => now, onRead: () => undefined, onError: console.error,
    refresh: () => Promise.resolve(),
    stale: () => Promise.resolve({ models: {}, allBefore: 0, themesBefore: {}, unknownBefore: 0 }),
  });
  running.push({ reader, threads });
  reader.start();
  return reader;
}

/** Writes feedback of the present moment. */
async function write(rows: readonly Partial<TestFeedback>[]): Promise<TestFeedback[]> {
  const made = rows.map((row) => testFeedback({ occurredAt: now, ...row, version: Number(versionAt(now)) + STEP * ++written }));
  await insertFeedback(store, made);
  return made;
}

it('reads what is there and what comes, and nothing of employees', async () => {
  const before = await write([{ comment: 'The delivery was late again' }, { nps: 3 }, { comment: 'My manager never listens to anybody', enps: 2 }]);
  now += 5_000;
  const reader = start();
  await reader.caughtUp();
  expect(await storedReadings(store)).toMatchObject([{ id: before[0]?.id, version: String(before[0]?.version), language: 'en' }]);
  now += 1;
  const [after] = await write([{ comment: '!!!' }]);
  await reader.caughtUp();
  expect((await storedReadings(store)).find(({ id }) => id === after?.id)).toMatchObject({ language: '', themes: [], sentiment: null, fold: '0' });
});
