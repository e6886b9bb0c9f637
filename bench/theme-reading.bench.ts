/**
 * What it costs that comments are read: how fast rows of the sample company come in while a reader follows, and how far it is behind when they
 * are in; how fast comments are read that were there before; and the same with themes that were found in them, with what finding them
 * and reading everything by them took. Collector, reader and its thread share this process, as they do in Heed.
 */
import { createCollector } from '@heed/collect';
import type { FeedbackInput } from '@heed/domain';
import { createJournal, openDatabase } from '@heed/store';
import { createThemes, type Themes } from '@heed/themes';
import { startEngine } from './support/engine.ts';
import { figure, mustEqual, printGoals, printTable, spread } from './support/print.ts';
import { costOf, loadAverage } from './support/process-figures.ts';
import { makeRows } from './support/rows.ts';
import { median } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const ROUNDS = 3;
const ROWS = 100_000;
const LANGUAGES = ['en', 'zh-TW', 'ko', 'vi', 'tr', 'pl'];

const workplace = makeWorkplace();
const engine = await startEngine(workplace.folder('engine'));
const pids = { process: process.pid, engine: engine.pid };
const rows = makeRows(ROWS, { seed: 1, now: Date.now() });
const comments = rows.filter(({ comment, enps }) => comment !== undefined && comment !== '' && enps === undefined).length;

interface Place {
  submit: (prefix: string) => Promise<void>;
  themes: (options?: { threads?: number }) => Themes;
  readings: () => Promise<number>;
  close: () => Promise<void>;
}

let number = 0;
let submitted = 0;

async function open(): Promise<Place> {
  const database = `reading_${++number}`;
  const store = await openDatabase({ url: engine.url, username: engine.username, password: engine.password, database });
  const started: Themes[] = [];
  const collector = createCollector({ store, onCommit: () => started.at(-1)?.wake() });
  return {
    async submit(prefix) {
      // No comment comes twice: what is written alike is read once.
      submitted += 1;
      const input: FeedbackInput[] = rows.map((row, index) => ({ ...row, externalId: `${prefix}-${index}`, ...(row.comment ? { comment: `${row.comment} ${submitted}` } : {}) }));
      for (let start = 0; start < input.length; start += 5_000) {
        const receipts = await collector.submitBatch(input.slice(start, start + 5_000));
        mustEqual(receipts.filter(({ status }) => status === 'accepted').length, Math.min(5_000, input.length - start), 'accepted');
      }
    },
    themes({ threads = 1 } = {}) {
      const themes = createThemes({
        store, journal: createJournal(store), languages: () => LANGUAGES, schedule: false, readingThreads: threads,
        onError: (error) => {
          throw error;
        },
      });
      started.push(themes);
      themes.start();
      return themes;
    },
    readings: async () => Number((await engine.query(`SELECT count() FROM ${database}.comment_readings FINAL`)).trim()),
    async close() {
      await collector.close();
      for (const themes of started) await themes.close();
      await store.close();
      await engine.query(`DROP DATABASE ${database}`);
      await engine.settle();
    },
  };
}

interface Figures {
  wallMs: number;
  cpu: { process: number; engine: number };
}

const figures = new Map<string, Figures[]>();
async function measured(name: string, work: () => Promise<unknown>): Promise<void> {
  const cost = await costOf(pids, work);
  figures.set(name, [...(figures.get(name) ?? []), cost]);
}

const PLAIN = 'plain ingest, nobody reads';
const FOLLOWED = 'ingest, and a reader follows';
const BEHIND = 'of that, after the last row was in';
const BEFORE = 'comments from before, no themes yet';
const FOUND = 'finding the first themes in six languages';
const RESTATED = 'reading all of them by these themes';
const FOLLOWED_BY_THEMES = 'ingest, and a reader follows by themes';
const BEHIND_BY_THEMES = 'of that, after the last row was in (themes)';

let themesFound = 0;
try {
  const loadBefore = loadAverage();
  for (let round = 1; round <= ROUNDS; round++) {
    const place = await open();
    await measured(PLAIN, () => place.submit('plain'));
    const themes = place.themes();
    await measured(BEFORE, () => themes.caughtUp());
    mustEqual(await place.readings(), comments, 'readings');

    await measured(FOLLOWED, async () => {
      await place.submit('followed');
      await measured(BEHIND, () => themes.caughtUp());
    });
    mustEqual(await place.readings(), 2 * comments, 'readings');

    await measured(FOUND, async () => {
      const { ended } = await themes.studies.begin({ kind: 'discover', by: 'bench' });
      const { state, result } = await ended;
      mustEqual(state, 'done', 'state');
      themesFound = result?.['themes'] ?? 0;
    });
    await measured(RESTATED, () => themes.restated());
    await measured(FOLLOWED_BY_THEMES, async () => {
      await place.submit('by-themes');
      await measured(BEHIND_BY_THEMES, () => themes.caughtUp());
    });
    mustEqual(await place.readings(), 3 * comments, 'readings');
    await place.close();
  }

  const of = (name: string): Figures[] => figures.get(name) ?? [];
  const seconds = (name: string): string => spread(of(name).map(({ wallMs }) => wallMs / 1_000), 1);
  const rate = (name: string, count: number): number[] => of(name).map(({ wallMs }) => (count / wallMs) * 1_000);
  const cpu = (name: string, who: 'process' | 'engine', count: number): string => figure(median(of(name).map((one) => (one.cpu[who] * 1_000) / count)), 1);
  console.log(`${ROUNDS} rounds of ${figure(ROWS)} rows, ${figure(comments)} of them with a comment to read; ${figure(themesFound)} themes; medians, in brackets the lowest and the highest; load average ${loadBefore} before, ${loadAverage()} after.`);
  const line = (name: string, count: number, what: string): string[] => [name, seconds(name), `${spread(rate(name, count))} ${what}`, cpu(name, 'process', count), cpu(name, 'engine', count)];
  printTable(
    ['what', 'seconds', 'a second', 'process CPU-µs each', 'engine CPU-µs each'],
    [
      line(PLAIN, ROWS, 'rows'), line(FOLLOWED, ROWS, 'rows'), line(BEHIND, comments, 'comments'), line(BEFORE, comments, 'comments'),
      line(FOUND, comments, 'comments'), line(RESTATED, 2 * comments, 'comments'), line(FOLLOWED_BY_THEMES, ROWS, 'rows'), line(BEHIND_BY_THEMES, comments, 'comments'),
    ],
  );
  const reached = median(rate(FOLLOWED_BY_THEMES, ROWS));
  printGoals([{ what: 'rows that come in and are read by themes, a second', wanted: '≥ 25,000', reached: figure(reached), met: reached >= 25_000 }]);
} finally {
  await engine.stop();
}
