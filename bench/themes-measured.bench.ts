/**
 * Themes in numbers: every theme of a month, a year and all time, one theme over time, where it concentrates and its comments, and net
 * sentiment beside NPS, which is what joining readings costs; at 1 and 5 million comments. Arguments: 1m, 5m; both when missing.
 */
import type { FeedbackFilter } from '@heed/domain';
import { listThemeComments, measureConcentration, measureScore, measureThemes, measureThemeTrend } from '@heed/measure';
import { openDatabase } from '@heed/store';
import { startEngine } from './support/engine.ts';
import { generate } from './support/metrics/generated-rows.ts';
import { figure, printTable } from './support/print.ts';
import { cpuMs, loadAverage } from './support/process-figures.ts';
import { median } from './support/stats.ts';
import { readComments } from './support/theme-readings.ts';
import { makeWorkplace } from './support/workplace.ts';

const SIZES = new Map([['1m', 1_000_000], ['5m', 5_000_000]]);
/** Of generated feedback about so much has a comment. */
const COMMENTED = 0.35;
const ROUNDS = 5;
const DAY_MS = 86_400_000;

const given = process.argv.slice(2);
const unknown = given.filter((argument) => !SIZES.has(argument));
if (unknown.length > 0) throw new Error(`${unknown.join(', ')} is no size (${[...SIZES.keys()].join(', ')})`);

const now = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const calendar = { now, timeZone: 'UTC' };
const last = (count: number): FeedbackFilter => ({ period: { last: { count, unit: 'day', complete: true } } });
const theme = 'theme3';

for (const size of given.length > 0 ? given : [...SIZES.keys()]) {
  const workplace = makeWorkplace();
  const engine = await startEngine(workplace.folder('data'));
  const store = await openDatabase({ url: engine.url, username: engine.username, password: engine.password, database: 'heed' });
  await generate(engine, { count: Math.round((SIZES.get(size) ?? 0) / COMMENTED), end: now });
  const comments = await readComments(engine);
  await engine.settle(120_000);
  const feedback = Number((await engine.query('SELECT count() FROM heed.feedback FINAL')).trim());

  const questions: [name: string, ask: () => Promise<unknown>][] = [
    ...([['28 days, compared', last(28)], ['half a year, compared', last(182)], ['all time', {}]] as const).map(([name, filter]): [string, () => Promise<unknown>] => [`every theme, ${name}`, () => measureThemes(store, { metric: 'nps', filter, first: 100, calendar })]),
    ['every theme, all time, one department', () => measureThemes(store, { metric: 'csat5', filter: { department: { in: ['Support'] } }, first: 100, calendar })],
    ['one theme over a year, by week', () => measureThemeTrend(store, { theme, metric: 'nps', filter: last(364), grain: 'week', calendar })],
    ['where it concentrates, a year', () => measureConcentration(store, { theme, filter: last(364), first: 20, calendar })],
    ['its most typical comments, a year', () => listThemeComments(store, { theme, filter: last(364), order: 'typical', first: 20, calendar })],
    ['NPS of one theme, a year', () => measureScore(store, { metric: 'nps', filter: { ...last(364), theme: { in: [theme] } }, calendar })],
    ['NPS, a year, from rows', () => measureScore(store, { metric: 'nps', filter: last(364), calendar })],
    ['net sentiment, a year', () => measureScore(store, { metric: 'sentiment', filter: last(364), calendar })],
  ];
  const rows: string[][] = [];
  for (const [name, ask] of questions) {
    await ask();
    const times: number[] = [];
    const before = cpuMs(engine.pid);
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
    }
    rows.push([name, figure(median(times)), figure(Math.max(...times)), figure((cpuMs(engine.pid) - before) / ROUNDS)]);
  }
  printTable([`${figure(comments)} comments of ${figure(feedback)} feedback`, 'p50 ms', 'max ms', 'engine CPU-ms'], rows);
  console.log(`load average ${loadAverage()}`);
  await store.close();
  await engine.stop();
}
