import { randomUUID } from 'node:crypto';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { createJournal, type Store } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { createThemes, type Themes, type ThemesOptions } from '../create-themes.ts';
import type { Job } from '../jobs/job.ts';
import { versionAt } from '../reading/store/revision-clock.ts';
import { storedReadings, type StoredReading } from '../reading/testing/stored-readings.ts';
import { commentsOn, SUBJECT_NAMES, type Subject } from './corpus.ts';

/** Somebody who acts in tests. */
export const ANNA = { actor: { id: 'local', by: 'anna' } };

/** Versions are bound as JSON numbers in tests; they are exact in steps of this size. */
const STEP = 1_024;

/** For tests: a store of its own, and processes over it. */
export interface Place {
  store: Store;
  /** Starts a process, which has read everything when this returns. */
  start(options?: Partial<ThemesOptions>): Promise<Themes>;
  /** A process that acts and does nothing by itself: what is said to have been read stays as it is. */
  resting(): Promise<Themes>;
  /** What failed in any of them. */
  errors: unknown[];
  write(comments: readonly string[], row?: Partial<TestFeedback>): Promise<string[]>;
  /** Writes rows as they are given, each as a new version. */
  writeRows(rows: readonly Partial<TestFeedback>[]): Promise<TestFeedback[]>;
  writeSubjects(count: number): Promise<Map<Subject, string[]>>;
  /** The readings of some feedback, undefined where there is none. */
  readings(ids: readonly string[]): Promise<(StoredReading | undefined)[]>;
  /** The themes of some feedback by their names, and who decided. */
  read(themes: Themes, ids: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const store = await openTestStore();
  const running: Themes[] = [];
  const errors: unknown[] = [];
  let written = 0;

  async function writeRows(rows: readonly Partial<TestFeedback>[]): Promise<TestFeedback[]> {
    const made = rows.map((row) => testFeedback({ id: randomUUID(), language: 'en', occurredAt: Date.now(), ...row, version: Number(versionAt(Date.now())) + STEP * ++written }));
    await insertFeedback(store, made);
    return made;
  }
  async function readings(ids: readonly string[]): Promise<(StoredReading | undefined)[]> {
    const all = new Map((await storedReadings(store)).map((one) => [one.id, one]));
    return ids.map((id) => all.get(id));
  }
  const write: Place['write'] = async (comments, row = {}) => (await writeRows(comments.map((comment) => ({ comment, ...row })))).map(({ id }) => id);

  function open(options: Partial<ThemesOptions> = {}): Themes {
    const themes = createThemes({ store, journal: createJournal(store), languages: () => ['en'], schedule: false, onError: (error) => errors.push(error), ...options });
    running.push(themes);
    return themes;
  }

  return {
    store, errors, write, writeRows, readings,
    async resting() {
      const themes = open();
      await themes.catalogue.refresh();
      return themes;
    },
    async start(options) {
      const themes = open(options);
      themes.start();
      await themes.caughtUp();
      return themes;
    },
    async writeSubjects(count) {
      const ids = new Map<Subject, string[]>();
      for (const subject of SUBJECT_NAMES) ids.set(subject, await write(commentsOn(subject, count)));
      return ids;
    },
    async read(themes, ids) {
      const known = themes.catalogue.state().themes;
      return (await readings(ids)).map((reading) => `${reading?.themes.map((theme) => known.get(theme)?.name ?? theme).join('+') ?? 'unread'} ${reading?.decidedBy ?? ''}`.trim());
    },
    async close() {
      for (const themes of running) await themes.close();
      await store.drop();
    },
  };
}

/** Waits for what a job came to. */
export async function finished(begun: Promise<{ ended: Promise<Job> }>): Promise<Job> {
  return (await begun).ended;
}

/** Makes a theme of a person out of some feedback; its id. */
export async function create(themes: Themes, name: string, feedbackIds: readonly string[]): Promise<string> {
  const { created } = await themes.do({ do: 'create', name, feedbackIds }, ANNA);
  return created[0] as string;
}

/** Of which subject most comments of each theme are, how many of them, and how many comments have a theme at all. */
export async function subjectsOf(place: Pick<Place, 'readings'>, ids: ReadonlyMap<Subject, readonly string[]>): Promise<{ subjects: Map<string, Subject>; pure: number; assigned: number }> {
  const counts = new Map<string, Map<Subject, number>>();
  let assigned = 0;
  for (const [subject, own] of ids) {
    for (const reading of await place.readings(own)) {
      const [theme] = reading?.themes ?? [];
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
