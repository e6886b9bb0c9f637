import { insertFeedback, insertReadings, testFeedback, testReading, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLoops } from '../log/create-loops.ts';
import type { Loops } from '../log/loops.ts';
import type { Rule } from '../settings/settings.ts';
import { createOpener, type Opener } from './opener.ts';
import { versionAt } from './progress.ts';
import { readLoops } from './testing/opened-loops.ts';
import { openingSettings, testRule } from './testing/opening-rules.ts';

const START = Date.UTC(2026, 4, 15, 12);
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Versions are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;

let store: Awaited<ReturnType<typeof openTestStore>>;
let now: number;
let written: number;
let rules: Rule[];
let running: { opener: Opener; loops: Loops }[];
beforeEach(async () => {
  store = await openTestStore();
  now = START;
  written = 0;
  rules = [testRule('Parcels', { when: { theme: { in: ['parcel'] } } })];
  running = [];
});
afterEach(async () => {
  for (const { opener, loops } of running) {
    await opener.stop();
    await loops.close();
  }
  await store.drop();
});

async function start(): Promise<Opener> {
  const context = { store, settings: () => openingSettings(rules), now: () => now, onError: (error: unknown) => expect.fail(String(error)) };
  const loops = createLoops({ ...context, letters: { write: () => Promise.resolve() }, deadlineMs: 1 });
  const opener = createOpener({ ...context, loops });
  opener.start();
  running.push({ opener, loops });
  await opener.caughtUp();
  return opener;
}
async function write(given: Partial<TestFeedback> = {}): Promise<TestFeedback> {
  const row = testFeedback({ occurredAt: now, comment: 'words', version: Number(versionAt(now)) + STEP * ++written, ...given });
  await insertFeedback(store, [row]);
  return row;
}
async function read(of: TestFeedback, themes: string[], { revision = 1, sentiment = null }: { revision?: number; sentiment?: number | null } = {}): Promise<void> {
  await insertReadings(store, [testReading(of, { themes, revision, sentiment, readAt: now })]);
}
const opened = async (): Promise<string[]> => (await readLoops(store)).map(({ rule, feedback }) => `${rule} ${feedback.join(' ')}`);

it('opens a loop for a theme when the comment has been read, once', async () => {
  const opener = await start();
  const [about, other] = [await write(), await write()];
  await opener.caughtUp();
  expect(await opened()).toEqual([]);
  // So late that the feedback itself is not looked at again.
  now += 10 * MINUTE;
  await read(about, ['price', 'parcel']);
  await read(other, ['price']);
  await opener.caughtUp();
  expect(await opened()).toEqual([`Parcels ${about.id}`]);
  now += MINUTE;
  await read(about, ['parcel'], { revision: 2 });
  await opener.caughtUp();
  expect(await opened()).toEqual([`Parcels ${about.id}`]);
});

it('asks a rule about what a comment does not speak of only when it has been read', async () => {
  rules = [testRule('No theme', { when: { theme: { in: [''] } } }), testRule('Not glad', { department: 'Sales', when: { not: { sentiment: { min: 0 } } } })];
  const opener = await start();
  const [waiting, silent, judged] = [await write(), await write({ comment: '' }), await write({ sentiment: -1 })];
  await opener.caughtUp();
  expect(await opened()).toEqual(expect.arrayContaining([`No theme ${silent.id}`, `Not glad ${silent.id}`, `Not glad ${judged.id}`]));
  expect(await opened()).toHaveLength(3);
  now += 10 * MINUTE;
  await read(waiting, ['parcel'], { sentiment: 0.5 });
  await read(judged, []);
  await opener.caughtUp();
  expect((await opened()).slice(3)).toEqual([`No theme ${judged.id}`]);
});

it('catches up with what was read while it did not run', async () => {
  const opener = await start();
  const row = await write();
  await opener.caughtUp();
  await opener.stop();
  now += 60 * MINUTE;
  await read(row, ['parcel']);
  now += 60 * MINUTE;
  await start();
  expect(await opened()).toEqual([`Parcels ${row.id}`]);
});

it('opens nothing for old feedback that is read anew, nor for what was read before there was such a rule', async () => {
  const opener = await start();
  const old = await write();
  await read(old, []);
  await opener.caughtUp();
  now += 4 * DAY;
  await read(old, ['parcel'], { revision: 2 });
  await opener.caughtUp();
  expect(await opened()).toEqual([]);

  const kept = rules;
  rules = [];
  const before = await write();
  await opener.caughtUp();
  await read(before, ['parcel']);
  await opener.caughtUp();
  now += 10 * MINUTE;
  rules = kept;
  await opener.caughtUp();
  expect(await opened()).toEqual([]);
});
