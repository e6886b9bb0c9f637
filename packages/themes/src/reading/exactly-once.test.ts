import { randomUUID } from 'node:crypto';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { versionAt } from './store/revision-clock.ts';
import { startReader } from './testing/running-reader.ts';
import { storedReadings } from './testing/stored-readings.ts';

/** Versions are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;
const DAY = 86_400_000;
const SENTENCES = ['The delivery was late again', 'The app crashes when I log in', 'Nobody answers the phone in your shop', '!!!', 'Faktura była za wysoka i nikt nie odpowiada'];

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

it('reads every comment as it is at last, once, by two processes of which one is killed again and again', async () => {
  const address = JSON.stringify({ ...inject('engine'), database: store.database });
  const caught: number[] = [];
  const startProcess = (): ChildProcess => {
    const child = fork(fileURLToPath(new URL('./testing/reading-process.ts', import.meta.url)), [address], { execArgv: [] });
    child.on('message', () => caught.push(child.pid ?? 0));
    return child;
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const lasting = startReader(store, { now: Date.now });
  const truth = new Map<string, TestFeedback>();
  let written = 0;
  const write = async (rows: readonly Partial<TestFeedback>[]): Promise<void> => {
    const made = rows.map((row) => testFeedback({ id: randomUUID(), occurredAt: Date.now() - (written % 3) * DAY, ...row, version: Number(versionAt(Date.now())) + STEP * ++written }));
    await insertFeedback(store, made);
    for (const row of made) truth.set(row.id, row);
  };

  let child = startProcess();
  try {
    for (let round = 0; round < 6; round++) {
      await write(Array.from({ length: 400 }, (_, index) => ({ comment: `${SENTENCES[index % SENTENCES.length]} ${index}` })));
      const some = [...truth.values()].filter(({ deleted }) => !deleted).filter((_, index) => index % 7 === round);
      await write(some.slice(0, 60).map((row) => ({ ...row, comment: `${row.comment} and again` })));
      await write(some.slice(60, 90).map((row) => ({ ...row, deleted: true, comment: '' })));
      // The next is there before the last one goes, so that two read at the same time.
      const next = startProcess();
      const before = caught.length;
      await expect.poll(() => caught.length, { timeout: 60_000 }).toBeGreaterThan(before);
      await kill(child);
      child = next;
    }
  } finally {
    await kill(child);
  }
  await lasting.reader.caughtUp();
  await lasting.end();

  const readings = await storedReadings(store);
  const expected = [...truth.values()].filter(({ deleted }) => !deleted).map(({ id, version }) => `${id} ${version}`).sort();
  expect(readings.map(({ id, version }) => `${id} ${version}`).sort()).toEqual(expected);
  expect(lasting.errors).toEqual([]);
}, 300_000);
