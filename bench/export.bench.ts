/**
 * How fast a million rows go out in each format, beside the engine's own `SELECT … FORMAT …` of the same rows over bare
 * HTTP in the same rounds, and how much memory that takes: of the API for a tenth of the rows and for all, and of the
 * engine for the query.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toNdjson } from './support/bodies.ts';
import { download, type Download } from './support/download.ts';
import { startEngine } from './support/engine.ts';
import { startHeed } from './support/heed.ts';
import { mustSend } from './support/http.ts';
import { figure, mustEqual, printGoals, printTable, spread, type Goal } from './support/print.ts';
import { costOf, loadAverage, peakRssMb, rssMb } from './support/process-figures.ts';
import { ROW_COUNTERS } from './support/row-counters.ts';
import { makeRows } from './support/rows.ts';
import { median } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const ROWS = 1_000_000;
const PART = 100_000;
const ROUNDS = 3;

const now = Date.now();
const loadBefore = loadAverage();
const workplace = makeWorkplace();
const engine = await startEngine(workplace.folder('engine'));
const goals: Goal[] = [];

async function load(): Promise<void> {
  const heed = await startHeed({ folder: workplace.folder('loading'), engine });
  const rows = makeRows(ROWS, { seed: 1, now });
  for (let start = 0; start < ROWS; start += PART) await mustSend(`${heed.url}/collect/ndjson`, { body: toNdjson(rows.slice(start, start + PART)) });
  await heed.stop();
  await engine.settle();
}

await load();
const customers = Number((await engine.query('SELECT count() FROM heed.feedback FINAL WHERE enps IS NULL')).trim());
/** The newest tenth: rows since this day. */
const since = (await engine.query(`SELECT toDate(quantileExact(0.9)(occurred_at)) FROM heed.feedback FINAL WHERE enps IS NULL`)).trim();
const few = Number((await engine.query(`SELECT count() FROM heed.feedback FINAL WHERE enps IS NULL AND occurred_at >= '${since}'`)).trim());

const PLAIN = 'do_not_merge_across_partitions_select_final=1&database=heed';
const byHand = (format: string, order: string): Promise<Download> =>
  download(`${engine.url}/?${PLAIN}`, { method: 'POST', body: `SELECT * FROM feedback FINAL WHERE enps IS NULL ${order} FORMAT ${format}`, headers: { 'x-clickhouse-user': engine.username, 'x-clickhouse-key': engine.password } });

const FORMATS = [
  { name: 'CSV', ending: 'csv', engineFormat: 'CSVWithNames' },
  { name: 'CSV, gzip', ending: 'csv', engineFormat: 'CSVWithNames', headers: { 'accept-encoding': 'gzip' } },
  { name: 'CSV with customers', ending: 'csv', engineFormat: 'CSVWithNames', query: 'customers=true' },
  { name: 'NDJSON', ending: 'ndjson', engineFormat: 'JSONEachRow' },
  { name: 'Parquet', ending: 'parquet', engineFormat: 'Parquet' },
  { name: 'Excel', ending: 'xlsx', engineFormat: 'CSVWithNames' },
] as const;

/** The most memory that the engine took for an export, asked for every 50 ms while `work` runs. */
async function enginePeak<T>(work: () => Promise<T>): Promise<{ result: T; peakMb: number }> {
  let peak = 0;
  let done = false;
  const watching = (async () => {
    while (!done) {
      const answer = await engine.query("SELECT max(peak_memory_usage) FROM system.processes WHERE position(query, 'occurredAtLocal') > 0 AND position(query, 'system.processes') = 0");
      peak = Math.max(peak, Number(answer));
      await sleep(50);
    }
  })();
  const result = await work();
  done = true;
  await watching;
  return { result, peakMb: peak / 2 ** 20 };
}

const rates: string[][] = [];
const memory: string[][] = [];
for (const { name, ending, engineFormat, ...more } of FORMATS) {
  const heed = await startHeed({ folder: workplace.folder('heed'), engine });
  const pids = { clients: process.pid, api: heed.pid, engine: engine.pid };
  const headers = 'headers' in more ? more.headers : { 'accept-encoding': 'identity' };
  const query = 'query' in more ? `&${more.query}` : '';
  const all = `${heed.url}/export/feedback.${ending}?from=1970-01-01&to=2100-01-01${query}`;
  const tenth = `${heed.url}/export/feedback.${ending}?from=${since}&to=2100-01-01${query}`;

  const before = rssMb(heed.pid);
  await download(tenth, { headers });
  const afterTenth = peakRssMb(heed.pid);
  const { peakMb } = await enginePeak(() => download(all, { headers }));
  const afterAll = peakRssMb(heed.pid);
  memory.push([name, figure(before), `${figure(afterTenth)} (${figure(few)} rows)`, figure(afterAll), figure(peakMb)]);
  if (!('headers' in more)) mustEqual(await ROW_COUNTERS[ending](all), customers, `rows in the file of ${name}`);

  const ours: { rate: number; mb: number; firstMs: number }[] = [];
  const bare: number[] = [];
  const ordered: number[] = [];
  let cpu = { clients: 0, api: 0, engine: 0 };
  let wall = 0;
  for (let round = 0; round < ROUNDS; round++) {
    bare.push((customers / (await byHand(engineFormat, '')).milliseconds) * 1_000);
    ordered.push((customers / (await byHand(engineFormat, 'ORDER BY day, feedback_id')).milliseconds) * 1_000);
    const { result, cpu: spent, wallMs } = await costOf(pids, () => download(all, { headers }));
    ours.push({ rate: (customers / result.milliseconds) * 1_000, mb: result.bytes / 1e6 / (result.milliseconds / 1_000), firstMs: result.firstMs });
    cpu = { clients: cpu.clients + spent.clients, api: cpu.api + spent.api, engine: cpu.engine + spent.engine };
    wall += wallMs;
  }
  const share = (of: readonly number[]): number[] => ours.map(({ rate }, round) => (100 * rate) / (of[round] as number));
  const ratios = share(bare);
  const each = (ms: number): string => figure((ms * 1_000) / (ROUNDS * customers), 1);
  rates.push([
    name,
    spread(ours.map(({ rate }) => rate)),
    figure(median(ours.map(({ mb }) => mb))),
    figure(median(ours.map(({ firstMs }) => firstMs))),
    ending === 'xlsx' ? '–' : spread(bare),
    ending === 'xlsx' ? '–' : spread(ordered),
    ending === 'xlsx' ? '–' : `${spread(ratios)} %`,
    ending === 'xlsx' ? '–' : `${spread(share(ordered))} %`,
    each(cpu.api),
    each(cpu.engine),
    `${figure((100 * cpu.clients) / wall)} %`,
  ]);
  if (['CSV', 'NDJSON', 'Parquet'].includes(name)) goals.push({ what: `${name} ÷ engine by hand`, wanted: '≥ 50 %', reached: `${figure(median(ratios))} %`, met: median(ratios) >= 50 });
  if (ending === 'xlsx') goals.push({ what: 'Excel, rows/s', wanted: '≥ 30,000', reached: figure(median(ours.map(({ rate }) => rate))), met: median(ours.map(({ rate }) => rate)) >= 30_000 });
  goals.push({ what: `${name}: API memory for all rows ÷ a tenth`, wanted: '≤ 1.5', reached: figure(afterAll / afterTenth, 2), met: afterAll / afterTenth <= 1.5 });
  await heed.stop();
}

console.log(`${figure(customers)} rows of customers out of ${figure(ROWS)}; ${ROUNDS} rounds`);
printTable(['export', 'rows/s', 'MB/s', 'first byte ms', 'engine by hand rows/s', 'by hand, ordered', 'share of it', 'share of ordered', 'API CPU-µs/row', 'engine CPU-µs/row', 'reader busy'], rates);
printTable(['peak memory, MiB', 'API before', 'API, a tenth', 'API, all rows', 'engine, query'], memory);
console.log(`\nload average ${loadBefore} before, ${loadAverage()} after.`);
printGoals(goals);
await engine.stop();
