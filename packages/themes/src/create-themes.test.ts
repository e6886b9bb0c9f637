import { randomUUID } from 'node:crypto';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { createJournal } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createThemes, type Themes } from './create-themes.ts';
import type { Job } from './jobs/job.ts';
import { versionAt } from './reading/store/revision-clock.ts';
import { storedReadings } from './reading/testing/stored-readings.ts';
import { commentsOn, SUBJECT_NAMES, type Subject } from './testing/corpus.ts';

const ANNA = { actor: { id: 'local', by: 'anna' } };
/** Versions are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;

const LATE = ['The delivery was late again', 'My parcel arrived three days late', 'The courier came late and the parcel was wet', 'Late delivery, the parcel is still not here'];
const APP = ['The app crashes when I log in', 'The app froze and crashed on my phone', 'After the update the app crashes all the time', 'Login in the app fails, then it crashes'];
const STAFF = ['The staff in the shop were friendly', 'Friendly staff who helped me choose', 'Your shop staff are polite and friendly', 'The lady in the shop was very friendly'];

let store: Awaited<ReturnType<typeof openTestStore>>;
let written: number;
let running: { themes: Themes; errors: unknown[] }[];
beforeEach(async () => {
  store = await openTestStore();
  written = 0;
  running = [];
});
afterEach(async () => {
  for (const { themes, errors } of running) {
    await themes.close();
    expect(errors).toEqual([]);
  }
  await store.drop();
});

async function start(): Promise<Themes> {
  const errors: unknown[] = [];
  const themes = createThemes({ store, journal: createJournal(store), languages: () => ['en'], schedule: false, onError: (error) => errors.push(error) });
  running.push({ themes, errors });
  themes.start();
  await themes.caughtUp();
  return themes;
}

async function write(comments: readonly string[]): Promise<string[]> {
  const rows: TestFeedback[] = comments.map((comment) => testFeedback({ id: randomUUID(), comment, language: 'en', occurredAt: Date.now(), version: Number(versionAt(Date.now())) + STEP * ++written }));
  await insertFeedback(store, rows);
  return rows.map(({ id }) => id);
}

/** The themes of some feedback by their names, or by who decided where it is a person. */
async function read(themes: Themes, ids: readonly string[]): Promise<string[]> {
  const readings = new Map((await storedReadings(store)).map((one) => [one.id, one]));
  return ids.map((id) => {
    const reading = readings.get(id);
    return `${reading?.themes.map((theme) => themes.catalogue.state().themes.get(theme)?.name ?? theme).join('+') ?? 'unread'} ${reading?.decidedBy ?? ''}`.trim();
  });
}

async function finished(begun: Promise<{ ended: Promise<Job> }>): Promise<Job> {
  return (await begun).ended;
}

/** Of which subject most comments of each theme are, how many of them, and how many comments have a theme at all. */
async function subjectsOf(ids: ReadonlyMap<Subject, readonly string[]>): Promise<{ subjects: Map<string, Subject>; pure: number; assigned: number }> {
  const readings = new Map((await storedReadings(store)).map((one) => [one.id, one]));
  const counts = new Map<string, Map<Subject, number>>();
  let assigned = 0;
  for (const [subject, own] of ids) {
    for (const id of own) {
      const [theme] = readings.get(id)?.themes ?? [];
      if (theme === undefined) continue;
      assigned++;
      const of = counts.get(theme) ?? new Map<Subject, number>();
      counts.set(theme, of.set(subject, (of.get(subject) ?? 0) + 1));
    }
  }
  const most = [...counts].map(([theme, of]) => ({ theme, top: [...of].sort((one, other) => other[1] - one[1])[0] as [Subject, number] }));
  const all = [...ids.values()].flat().length;
  return { subjects: new Map(most.map(({ theme, top }) => [theme, top[0]])), pure: most.reduce((sum, { top }) => sum + top[1], 0) / assigned, assigned: assigned / all };
}

async function writeSubjects(count: number): Promise<Map<Subject, string[]>> {
  const ids = new Map<Subject, string[]>();
  for (const subject of SUBJECT_NAMES) ids.set(subject, await write(commentsOn(subject, count)));
  return ids;
}

async function create(themes: Themes, name: string, feedbackIds: readonly string[]): Promise<string> {
  const { created } = await themes.do({ do: 'create', name, feedbackIds }, ANNA);
  return created[0] as string;
}

it('reads by what a person taught a moment ago, here and in another process', async () => {
  const [late, app, staff] = await Promise.all([write(LATE), write(APP), write(STAFF)]);
  const themes = await start();
  const other = await start();
  await create(themes, 'Late delivery', late);
  await create(themes, 'App crashes', app);
  await create(themes, 'Friendly staff', staff);
  // What a person said is read so when the command returns.
  expect(await read(themes, [...late.slice(0, 1), ...app.slice(0, 1)])).toEqual(['Late delivery person', 'App crashes person']);
  const fresh = await write(['My delivery came late by courier', 'It crashes, this app, on every login', 'What friendly people in your shop']);
  await other.caughtUp();
  expect(await read(themes, fresh)).toEqual(['Late delivery model', 'App crashes model', 'Friendly staff model']);
  const explained = await other.explain(fresh[0] as string);
  expect(explained?.themes[0]?.words[0]).toMatchObject({ ranges: [expect.objectContaining({ start: expect.any(Number) as number })] });
  expect(explained?.decidedBy).toBe('model');
}, 120_000);

it('finds the first themes in what was there, reads everything by them, and what comes as well', async () => {
  const ids = await writeSubjects(80);
  const themes = await start();
  const job = await finished(themes.studies.begin({ kind: 'discover', by: 'anna' }));
  expect(job).toMatchObject({ kind: 'discover', by: 'anna', state: 'done', refusal: null });
  await themes.restated();
  const catalogue = themes.catalogue.state();
  expect(catalogue).toMatchObject({ model: 1 });
  expect([...catalogue.themes.values()].every(({ origin, name, phrases }) => origin === 'discovered' && name !== '' && phrases.length > 0)).toBe(true);
  const { subjects, pure, assigned } = await subjectsOf(ids);
  // Themes may be finer than our four subjects, but never across them.
  expect(new Set(subjects.values())).toEqual(new Set(SUBJECT_NAMES));
  expect(pure).toBeGreaterThan(0.95);
  expect(assigned).toBeGreaterThan(0.8);
  // Nothing was read by any theme before, so the past reads as it does now.
  expect((await storedReadings(store)).filter(({ themes: now, then }) => now.join() !== then.join())).toEqual([]);
  const [fresh] = await write(['The driver never rang and my parcel is at the depot']);
  await themes.caughtUp();
  const reading = (await storedReadings(store)).find(({ id }) => id === fresh);
  expect(reading).toMatchObject({ decidedBy: 'model', model: 1 });
  expect(subjects.get(reading?.themes[0] ?? '')).toBe('delivery');
}, 120_000);
