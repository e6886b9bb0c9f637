import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startReader, type RunningReader } from './testing/running-reader.ts';
import { versionAt } from './store/revision-clock.ts';
import { storedReadings, type StoredReading } from './testing/stored-readings.ts';

const START = Date.UTC(2026, 4, 15, 12);
const DAY = 86_400_000;
/** Versions are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;

let store: Awaited<ReturnType<typeof openTestStore>>;
let now: number;
let written: number;
let running: RunningReader[];
beforeEach(async () => {
  store = await openTestStore();
  now = START;
  written = 0;
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map(({ end }) => end()));
  await store.drop();
});

function start(): RunningReader {
  const started = startReader(store, { now: () => now });
  running.push(started);
  return started;
}

/** Writes feedback of the present moment, or of a writer whose clock differs. */
async function write(rows: readonly Partial<TestFeedback>[], { clock = 0 }: { clock?: number } = {}): Promise<TestFeedback[]> {
  const made = rows.map((row) => testFeedback({ occurredAt: now, ...row, version: Number(versionAt(now + clock)) + STEP * ++written }));
  await insertFeedback(store, made);
  return made;
}
const readingOf = async (id: string | undefined): Promise<StoredReading | undefined> => (await storedReadings(store)).find((one) => one.id === id);

it('reads what was there before it first started and what comes, each once, and nothing of employees', async () => {
  const [old] = await write([{ comment: 'The delivery was late again' }, { nps: 3 }, { comment: 'My manager never listens to anybody', enps: 2 }]);
  // Long ago, so that no look at what came last would find it.
  now += 90 * DAY;
  const { reader } = start();
  await reader.caughtUp();
  expect(await storedReadings(store)).toMatchObject([{ id: old?.id, version: String(old?.version), language: 'en', themes: [], decidedBy: '' }]);
  now += 1;
  const [shout] = await write([{ comment: '!!!' }]);
  await reader.caughtUp();
  // A comment that says nothing is read as well, and says nothing.
  expect(await readingOf(shout?.id)).toMatchObject({ language: '', themes: [], sentiment: null, fold: '0' });
}, 120_000);

it('reads a correction again, also on another day, and forgets what was erased', async () => {
  const [kept, moved, erased] = await write([{ comment: 'The delivery was late again' }, { comment: 'Nobody answers the phone' }, { comment: 'The app crashes all the time' }]);
  const { reader } = start();
  await reader.caughtUp();
  const before = await readingOf(kept?.id);
  now += 1_000;
  const [corrected] = await write([{ ...kept, comment: 'Die Lieferung kam wieder zu spät, sehr ärgerlich' }]);
  await write([
    { ...moved, occurredAt: START - 3 * DAY },
    { ...moved, occurredAt: START, deleted: true },
    { ...erased, deleted: true, comment: '' },
  ]);
  await reader.caughtUp();
  const after = await storedReadings(store);
  expect(after.map(({ id, day }) => `${day} ${id}`)).toEqual([`2026-05-12 ${moved?.id}`, `2026-05-15 ${kept?.id}`]);
  const again = await readingOf(kept?.id);
  expect(again).toMatchObject({ version: String(corrected?.version), language: 'de' });
  expect(again?.fold).not.toBe(before?.fold);
}, 120_000);

it('forgets a comment whose words a correction took away', async () => {
  const [said] = await write([{ comment: 'The delivery was late again', nps: 3 }]);
  const { reader } = start();
  await reader.caughtUp();
  now += 1_000;
  await write([{ ...said, comment: '', nps: 3 }]);
  await reader.caughtUp();
  expect(await storedReadings(store)).toEqual([]);
}, 120_000);

it('reads what a writer wrote whose clock is behind, and one whose clock is ahead', async () => {
  const { reader } = start();
  await reader.caughtUp();
  const [ahead] = await write([{ comment: 'The delivery was late again' }], { clock: DAY });
  await reader.caughtUp();
  const [behind] = await write([{ comment: 'Nobody answers the phone' }], { clock: -60_000 });
  await reader.caughtUp();
  expect((await storedReadings(store)).map(({ id }) => id).sort()).toEqual([ahead?.id, behind?.id].sort());
}, 120_000);

it('reads ten thousand equal texts as near duplicates of each other', async () => {
  await write(Array.from({ length: 10_000 }, () => ({ comment: 'The delivery was late again!' })));
  const { reader } = start();
  await reader.caughtUp();
  const readings = await storedReadings(store);
  expect(readings).toHaveLength(10_000);
  expect(new Set(readings.map(({ fold }) => fold)).size).toBe(1);
}, 120_000);

it('finds out what a slow process wrote that had read words from before a correction', async () => {
  const [said] = await write([{ comment: 'The delivery was late again' }]);
  const { reader, staleWrite } = start();
  await reader.caughtUp();
  now += 1_000;
  const [corrected] = await write([{ ...said, comment: 'Nobody answers the phone' }]);
  await reader.caughtUp();
  // It took its revision later than anybody, and knows less.
  await staleWrite(said as TestFeedback);
  expect((await readingOf(said?.id))?.version).toBe(String(said?.version));
  await reader.caughtUp();
  expect((await readingOf(said?.id))?.version).toBe(String(corrected?.version));
}, 120_000);
