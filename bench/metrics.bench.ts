/**
 * The same rows in three databases and the same questions in the same run: Heed over GraphQL, SQL by a good hand on the same
 * engine, DuckDB and PostgreSQL; cold and warm, at 1, 10 and 100 million rows. Arguments: sizes (1m, 10m, 100m; the first
 * two when missing), --all to have PostgreSQL at 100 million too, --heed-only for neither of the others.
 */
import { rmSync } from 'node:fs';
import { gibFree, gibIn } from './support/metrics/disk.ts';
import { DUCKDB_SETUP, openDuckdb, type Duckdb } from './support/metrics/duckdb.ts';
import { exportRows } from './support/metrics/export.ts';
import { DAYS, generate, remaining } from './support/metrics/generated-rows.ts';
import { openTables, startLocal } from './support/metrics/local.ts';
import { askCold, askWarm, ratios, type Took } from './support/metrics/measure.ts';
import { POSTGRES_SETUP, startPostgres, type Postgres } from './support/metrics/postgres.ts';
import { questionsOf, type MetricsQuestion } from './support/metrics/questions.ts';
import type { System } from './support/metrics/system.ts';
import type { Engine } from './support/engine.ts';
import { spanOf } from './support/overview-questions.ts';
import { figure, mustEqual, printGoals, printTable, spread, type Goal } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { median } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const SIZES = new Map([['1m', 1_000_000], ['10m', 10_000_000], ['100m', 100_000_000]]);
/** PostgreSQL's rows and indexes take some 60 GB there, and hours to make. */
const LARGE = 100_000_000;
const MERGES_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
const RAW = 'score NPS on raw rows';

const given = process.argv.slice(2);
const unknown = given.filter((argument) => !SIZES.has(argument) && !['--all', '--heed-only'].includes(argument));
if (unknown.length > 0) throw new Error(`${unknown.join(', ')} is neither a size (${[...SIZES.keys()].join(', ')}) nor --all nor --heed-only`);
const alone = given.includes('--heed-only');
const chosen = given.filter((argument) => SIZES.has(argument));
const sizes = chosen.length > 0 ? chosen : ['1m', '10m'];

const now = Date.now();
/** The year of the rows: it ends with yesterday. */
const year = { from: Math.floor(now / DAY_MS) * DAY_MS - DAYS * DAY_MS, to: Math.floor(now / DAY_MS) * DAY_MS };
const workplace = makeWorkplace();
const since = (start: number): string => `${figure((performance.now() - start) / 1_000)} s`;

type Results = Map<string, Map<string, Took>>;

async function loadDuckdb(engine: Engine, folder: string): Promise<Duckdb> {
  const start = performance.now();
  const duckdb = await openDuckdb(folder);
  await exportRows(engine, { ...year, folder, format: 'Parquet', take: (file) => duckdb.load(file) });
  console.log(`DuckDB: exported and loaded in ${since(start)}`);
  return duckdb;
}

async function loadPostgres(engine: Engine): Promise<Postgres> {
  const start = performance.now();
  const postgres = await startPostgres();
  await exportRows(engine, { ...year, folder: postgres.folder, format: 'TabSeparated', take: (file) => postgres.load(file) });
  console.log(`PostgreSQL: exported and copied in ${since(start)}`);
  await postgres.finish();
  console.log(`PostgreSQL: indexed after ${since(start)}`);
  return postgres;
}

/** Everything at one size; leaves nothing on the disk. */
async function measureAt(size: string, questions: readonly MetricsQuestion[]): Promise<Results> {
  const count = SIZES.get(size) ?? 0;
  console.log(`\n${size}: ${figure(count)} feedbacks, load average ${loadAverage()}`);
  const folder = workplace.folder(size);
  const duckFolder = workplace.folder(`${size}-duckdb`);
  const start = performance.now();
  const engine = await openTables(folder);
  await generate(engine, { count, end: year.to });
  console.log(`Heed: made by the engine in ${since(start)}`);
  await engine.settle(MERGES_MS);
  console.log(`Heed: merges settled after ${since(start)}`);
  const duckdb = alone ? undefined : await loadDuckdb(engine, duckFolder);
  const postgres = !alone && (count < LARGE || given.includes('--all')) ? await loadPostgres(engine) : undefined;
  if (!postgres && !alone) console.log('PostgreSQL: left out at this size; --all takes it in');
  const local = await startLocal(folder, { engine });

  const databases = [local.hand, ...(duckdb ? [duckdb] : []), ...(postgres ? [postgres] : [])];
  for (const database of databases) mustEqual(await database.count(), remaining(count), `feedbacks in ${database.name}`);
  const systems: System[] = [local.heed, ...databases];
  const folders = [['Heed', folder], ...(duckdb ? [['DuckDB', duckFolder]] : []), ...(postgres ? [['PostgreSQL', postgres.folder]] : [])];
  console.log(`${figure(remaining(count))} feedbacks in each; on disk ${folders.map(([name = '', path = '']) => `${name} ${figure(gibIn(path), 2)} GiB`).join(', ')}, ${figure(gibFree(folder))} GiB free`);

  const cold = new Map<string, string[]>();
  let dropped = true;
  const asked: MetricsQuestion[] = [];
  for (const question of questions) if (await local.has(question.field)) asked.push(question);
  for (const question of asked.filter(({ name, span }) => name === RAW || (name.startsWith('Overview') && span.days > 100))) {
    for (const system of systems) {
      const answer = await askCold(system, question);
      dropped &&= answer.dropped;
      cold.set(question.name, [...(cold.get(question.name) ?? []), figure(answer.milliseconds)]);
    }
  }
  printTable([`${size}, first after a start, ms`, ...systems.map(({ name }) => name)], [...cold].map(([name, times]) => [name, ...times]));
  console.log(dropped ? "The system's file cache was dropped before each." : "The system's file cache could not be dropped (that needs root) and may have been warm.");

  const results: Results = new Map();
  for (const question of asked) results.set(question.name, await askWarm(systems, question));
  printTable(
    [`${size}, warm, ms`, ...systems.map(({ name }) => name), ...systems.slice(1).map(({ name }) => `${name} ÷ Heed`)],
    [...results].map(([name, took]) => [name, ...systems.map((system) => figure(median(took.get(system.name)?.calls ?? []), 1)), ...systems.slice(1).map((system) => spread(ratios(took, system.name, 'Heed'), 2))]),
  );
  printTable(
    [`${size}, warm, CPU-ms a question`, ...systems.map(({ name }) => name)],
    [...results].map(([name, took]) => [name, ...systems.map((system) => figure((took.get(system.name)?.cpuMs ?? 0) / (took.get(system.name)?.calls.length ?? 0), 1))]),
  );
  console.log(`Memory after the questions: ${local.memory()}; load average ${loadAverage()}`);
  for (const { name, field } of questions) if (!results.has(name)) console.log(`"${name}" was not asked: the schema has no field ${field}.`);

  await local.stop();
  duckdb?.stop();
  await postgres?.stop();
  for (const path of [folder, duckFolder]) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return results;
}

const questions = questionsOf({ year: spanOf(364, { now }), month: spanOf(28, { now }) });
console.log(`By hand: the same engine over HTTP. ${DUCKDB_SETUP}. ${POSTGRES_SETUP}.`);
const bySize = new Map<string, Results>();
for (const size of sizes) bySize.set(size, await measureAt(size, questions));

const p50 = (size: string, question: string): number => median(bySize.get(size)?.get(question)?.get('Heed')?.calls ?? []);
const first = sizes[0] ?? '';
const last = sizes.at(-1) ?? '';
if (first !== last) {
  printTable(
    ['Heed, warm p50, ms', ...sizes, `${last} ÷ ${first}`],
    questions.map(({ name }) => [name, ...sizes.map((size) => figure(p50(size, name), 1)), figure(p50(last, name) / p50(first, name), 1)]),
  );
}

const goals: Goal[] = [];
for (const { name } of questions.filter((question) => question.name.startsWith('Overview'))) {
  goals.push({ what: `${name} at ${last}, p50`, wanted: '≤ 60 ms (at 100m)', reached: `${figure(p50(last, name), 1)} ms`, met: p50(last, name) <= 60 });
  const growth = p50(last, name) / p50(first, name);
  if (first !== last) goals.push({ what: `${name}: ${last} ÷ ${first}`, wanted: '≤ 1.5', reached: figure(growth, 2), met: growth <= 1.5 });
}
for (const [size, results] of bySize) {
  const took = results.get(RAW) ?? new Map<string, Took>();
  for (const [name, wanted] of [['DuckDB', 3], ['PostgreSQL', 30]] as const) {
    const ratio = median(ratios(took, name, 'Heed'));
    if (took.has(name)) goals.push({ what: `${RAW}, ${size}: ${name} ÷ Heed`, wanted: `≥ ${wanted}`, reached: figure(ratio, 1), met: ratio >= wanted });
  }
  const hand = median(ratios(took, 'Heed', 'by hand'));
  goals.push({ what: `${RAW}, ${size}: Heed ÷ by hand`, wanted: '≤ 1.5', reached: figure(hand, 2), met: hand <= 1.5 });
}
printGoals(goals);
