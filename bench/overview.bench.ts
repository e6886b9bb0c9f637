/**
 * The Overview at a million rows: the dashboard's questions in one HTTP request, cold and warm; each question alone, and
 * analysts' explorations, beside SQL written by hand on the same engine; the time to be ready with those rows present; and
 * the memory of it all.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toNdjson } from './support/bodies.ts';
import { startEngine, type Engine } from './support/engine.ts';
import { memoryOf, startHeed, type Heed } from './support/heed.ts';
import { ask, mustSend } from './support/http.ts';
import { EXPLORATIONS } from './support/explore-questions.ts';
import { OVERVIEW, OVERVIEW_QUESTIONS, spanOf, variablesOf } from './support/overview-questions.ts';
import { figure, mustEqual, printGoals, printTable, spread, type Goal } from './support/print.ts';
import { costOf, loadAverage } from './support/process-figures.ts';
import { makeRows } from './support/rows.ts';
import { median, quantile } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const ROWS = 1_000_000;
const PART = 100_000;
const STARTS = 3;
const WARM_REQUESTS = 100;
const ROUNDS = 5;
const EACH = 10;

const now = Date.now();
const spans = [spanOf(28, { now }), spanOf(364, { now })];
const workplace = makeWorkplace();
const folder = workplace.folder('data');
const goals: Goal[] = [];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const overview = (heed: Heed, span: (typeof spans)[number]): Promise<number> => timed(() => ask(heed.url, OVERVIEW, variablesOf(span)));

/** A million rows through the NDJSON door, in several bodies. */
async function load(heed: Heed, engine: Engine): Promise<void> {
  const rows = makeRows(ROWS, { seed: 1, now });
  let milliseconds = 0;
  for (let start = 0; start < ROWS; start += PART) {
    const body = toNdjson(rows.slice(start, start + PART));
    milliseconds += await timed(() => mustSend(`${heed.url}/collect/ndjson`, { body }));
  }
  mustEqual(Number((await engine.query('SELECT count() FROM heed.feedback FINAL')).trim()), ROWS, 'rows in the table');
  console.log(`${figure(ROWS)} rows through the NDJSON door: ${figure((ROWS / milliseconds) * 1_000)} rows/s, and then ${memoryOf({ api: heed.pid, engine: engine.pid })}`);
}

/** Starts with the rows present, as an operator does: the time to ready, and the first request of a fresh engine. */
async function starts(): Promise<void> {
  const ready: number[] = [];
  const cold: number[] = [];
  let memory = '';
  for (let round = 0; round < STARTS; round++) {
    const heed = await startHeed({ folder });
    ready.push(heed.readyMs);
    memory = memoryOf({ api: heed.pid, engine: heed.enginePid() });
    cold.push(await overview(heed, spans[round % spans.length] as (typeof spans)[number]));
    await heed.stop();
  }
  console.log(`start with ${figure(ROWS)} rows present: ready after ${spread(ready)} ms (${STARTS} starts), then ${memory}`);
  console.log(`first Overview after each start (28, 364, 28 days): ${cold.map((value) => figure(value)).join(', ')} ms`);
  goals.push({ what: 'ready with a million rows', wanted: '≤ 4,000 ms', reached: `${figure(median(ready))} ms`, met: median(ready) <= 4_000 });
}

async function warm(heed: Heed, engine: Engine): Promise<void> {
  const pids = { clients: process.pid, api: heed.pid, engine: engine.pid };
  const rows: string[][] = [];
  for (const span of spans) {
    for (let warming = 0; warming < 10; warming++) await overview(heed, span);
    const { result: times, cpu, wallMs } = await costOf(pids, async () => {
      const milliseconds: number[] = [];
      for (let request = 0; request < WARM_REQUESTS; request++) milliseconds.push(await overview(heed, span));
      return milliseconds;
    });
    const each = (ms: number): string => figure(ms / WARM_REQUESTS, 1);
    rows.push([`last ${span.days} days`, ...[0.5, 0.95, 1].map((share) => figure(quantile(times, share), 1)), each(cpu.api), each(cpu.engine), `${figure((100 * cpu.clients) / wallMs)} %`]);
    goals.push({ what: `Overview warm p50, last ${span.days} days`, wanted: '≤ 60 ms', reached: `${figure(median(times), 1)} ms`, met: median(times) <= 60 });
  }
  printTable(['Overview, one request, warm', 'p50 ms', 'p95 ms', 'max ms', 'API CPU-ms', 'engine CPU-ms', 'sender busy'], rows);
}

/** Each question by GraphQL and by hand, in turns. */
async function beside(heed: Heed, engine: Engine): Promise<void> {
  const rows: string[][] = [];
  const ratios: number[] = [];
  for (const span of spans) {
    for (const { name, graphql, variables = variablesOf, sql, numbersOfGraphql, numbersOfSql } of [...OVERVIEW_QUESTIONS, ...EXPLORATIONS]) {
      const statement = sql(span);
      mustEqual(numbersOfGraphql(await ask(heed.url, graphql, variables(span))), numbersOfSql(await engine.rows(statement)), `${name}, last ${span.days} days`);
      const heedMs: number[] = [];
      const handMs: number[] = [];
      const ratioOfRound: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const mine: number[] = [];
        const hand: number[] = [];
        for (let turn = 0; turn < EACH; turn++) {
          mine.push(await timed(() => ask(heed.url, graphql, variables(span))));
          hand.push(await timed(() => engine.rows(statement)));
        }
        heedMs.push(...mine);
        handMs.push(...hand);
        ratioOfRound.push(median(mine) / median(hand));
      }
      ratios.push(median(ratioOfRound));
      rows.push([`${name}, ${span.days} days`, figure(median(heedMs), 1), figure(quantile(heedMs, 0.95), 1), figure(median(handMs), 1), figure(quantile(handMs, 0.95), 1), spread(ratioOfRound, 2)]);
    }
  }
  printTable(['question alone', 'GraphQL p50 ms', 'p95', 'by hand p50 ms', 'p95', 'ratio'], rows);
  goals.push({ what: 'question by GraphQL ÷ SQL by hand, the worst', wanted: '≤ 1.5', reached: figure(Math.max(...ratios), 2), met: Math.max(...ratios) <= 1.5 });
}

const loadBefore = loadAverage();
let engine = await startEngine(folder);
let heed = await startHeed({ folder: workplace.folder('by-url'), engine });
console.log(`idle and empty: ${memoryOf({ api: heed.pid, engine: engine.pid })}`);
await load(heed, engine);
await engine.settle();
await heed.stop();
await engine.stop();
await sleep(500);

await starts();

engine = await startEngine(folder);
heed = await startHeed({ folder: workplace.folder('by-url'), engine });
// A fresh engine first goes on with merges that its end had interrupted.
await engine.settle();
await warm(heed, engine);
await beside(heed, engine);
console.log(`\nmemory after the questions: ${memoryOf({ api: heed.pid, engine: engine.pid })}; load average ${loadBefore} before, ${loadAverage()} after.`);
await heed.stop();
await engine.stop();
printGoals(goals);
