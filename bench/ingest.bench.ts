/**
 * How fast feedback comes in through each door, as a share of a bare insert of the same rows into an identical table of
 * the same engine. Rounds go through all doors one after the other, each time with new rows.
 */
import { gzipSync } from 'node:zlib';
import { toCsv, toGraphql, toNdjson, toTableRows } from './support/bodies.ts';
import { startClients } from './support/clients-process.ts';
import { startEngine } from './support/engine.ts';
import { memoryOf, startHeed } from './support/heed.ts';
import { ask, mustSend } from './support/http.ts';
import { figure, mustEqual, printGoals, printTable, spread } from './support/print.ts';
import { costOf, cpuMs, loadAverage, type Cost } from './support/process-figures.ts';
import { makeRows, renewed, type Row } from './support/rows.ts';
import { median, quantile } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const ROUNDS = 3;
const ROWS = 200_000;
const BATCH = 1_000;
const BATCH_ROWS = 100_000;
const CLIENTS = 128;
const SINGLE_SECONDS = 8;

const BATCH_MUTATION = 'mutation Batch($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { received accepted receipts { status feedbackId } } }';

/** One door in one round. */
interface Measured {
  rows: number;
  rate: number;
  cpu: { clients: number; api: number; engine: number };
  wallMs: number;
}

const workplace = makeWorkplace();
const engine = await startEngine(workplace.folder('engine'));
const heed = await startHeed({ folder: workplace.folder('heed'), engine });
const clients = startClients();
const pids = { clients: process.pid, api: heed.pid, engine: engine.pid };
const doors = new Map<string, Measured[]>();
const latencies: number[] = [];
const idle = memoryOf(pids);
let memory = '';

function note(door: string, rows: number, { wallMs, cpu }: Pick<Cost<unknown, 'clients' | 'api' | 'engine'>, 'wallMs' | 'cpu'>): void {
  const list = doors.get(door) ?? [];
  list.push({ rows, rate: (rows / wallMs) * 1_000, cpu, wallMs });
  doors.set(door, list);
}

const countIn = async (table: string): Promise<number> => Number((await engine.query(`SELECT count() FROM ${table} FINAL`)).trim());

/** Measures one door, checks that exactly its rows arrived, and lets the engine come to rest. */
async function through(door: string, { rows, table = 'heed.feedback' }: { rows: number; table?: string }, work: () => Promise<void>): Promise<void> {
  const before = await countIn(table);
  note(door, rows, await costOf(pids, work));
  memory = memoryOf(pids);
  mustEqual((await countIn(table)) - before, rows, `rows in ${table} after ${door}`);
  await engine.settle();
}

async function collect(path: string, body: Buffer, headers: Record<string, string> = {}): Promise<void> {
  const { received, accepted, refused } = JSON.parse(await mustSend(`${heed.url}${path}`, { body, headers })) as Record<string, number>;
  mustEqual({ received, accepted, refused }, { received: ROWS, accepted: ROWS, refused: 0 }, `answer of ${path}`);
}

function batches(rows: readonly Row[]): () => Promise<void> {
  const inputs: unknown[][] = [];
  for (let start = 0; start < rows.length; start += BATCH) inputs.push(rows.slice(start, start + BATCH).map(toGraphql));
  return async () => {
    // Four senders, as an integration with a few workers would be.
    const sender = async (): Promise<void> => {
      for (let input = inputs.pop(); input; input = inputs.pop()) {
        const { submitFeedbackBatch: { accepted } } = await ask<{ submitFeedbackBatch: { accepted: number } }>(heed.url, BATCH_MUTATION, { input });
        mustEqual(accepted, input.length, 'accepted in a batch');
      }
    };
    await Promise.all([sender(), sender(), sender(), sender()]);
  };
}

async function single(round: number): Promise<void> {
  const before = await countIn('heed.feedback');
  const cpuBefore = { api: cpuMs(pids.api), engine: cpuMs(pids.engine) };
  const seen = await clients.run({ url: heed.url, connections: CLIENTS, seconds: SINGLE_SECONDS, prefix: `single-${round}`, seed: round });
  const cpu = { clients: seen.cpuMs, api: cpuMs(pids.api) - cpuBefore.api, engine: cpuMs(pids.engine) - cpuBefore.engine };
  mustEqual(seen.other, 0, `answers other than ACCEPTED (${seen.firstOther})`);
  mustEqual((await countIn('heed.feedback')) - before, seen.accepted, 'rows after single submissions');
  note('single', seen.accepted, { wallMs: seen.wallMs, cpu });
  latencies.push(...seen.milliseconds);
  await engine.settle();
}

try {
  await engine.query('CREATE DATABASE bare');
  await engine.query('CREATE TABLE bare.feedback AS heed.feedback');
  const now = Date.now();
  const loadBefore = loadAverage();
  const year = makeRows(ROWS, { seed: 1, now });
  const rowsFor = (door: string, round: number, count = ROWS): Row[] => renewed(year, { prefix: `${door}-${round}`, count });
  // A first, unmeasured pass: nobody judges a machine while its code is still being compiled.
  await mustSend(`${heed.url}/collect/ndjson`, { body: toNdjson(rowsFor('warm', 0, 20_000)) });
  await mustSend(`${heed.url}/collect/csv`, { body: toCsv(rowsFor('warm-csv', 0, 20_000)) });
  await batches(rowsFor('warm-batch', 0, 20_000))();
  await clients.run({ url: heed.url, connections: CLIENTS, seconds: 2, prefix: 'single-w', seed: 99 });
  await engine.insert('INSERT INTO bare.feedback FORMAT JSONEachRow', toTableRows(rowsFor('warm', 0, 20_000), { now }));
  await engine.settle();

  for (let round = 1; round <= ROUNDS; round++) {
    const bare = toTableRows(rowsFor('bare', round), { now });
    await through('bare insert', { rows: ROWS, table: 'bare.feedback' }, () => engine.insert('INSERT INTO bare.feedback FORMAT JSONEachRow', bare));
    const ndjson = toNdjson(rowsFor('ndjson', round));
    await through('ndjson', { rows: ROWS }, () => collect('/collect/ndjson', ndjson));
    const zipped = gzipSync(toNdjson(rowsFor('gzip', round)), { level: 5 });
    await through('ndjson, gzip', { rows: ROWS }, () => collect('/collect/ndjson', zipped, { 'content-encoding': 'gzip' }));
    const csv = toCsv(rowsFor('csv', round));
    await through('csv', { rows: ROWS }, () => collect('/collect/csv', csv));
    await through('graphql batch', { rows: BATCH_ROWS }, batches(rowsFor('batch', round, BATCH_ROWS)));
    await single(round);
  }

  const measured = (door: string): Measured[] => doors.get(door) ?? [];
  const rates = (door: string): number[] => measured(door).map(({ rate }) => rate);
  const share = (door: string, of: string): number[] => rates(door).map((rate, round) => (100 * rate) / (rates(of)[round] as number));
  const perRow = (door: string, who: 'clients' | 'api' | 'engine'): string => figure(median(measured(door).map(({ cpu, rows }) => (cpu[who] * 1_000) / rows)), 1);
  const ownShare = (door: string): string => `${figure(median(measured(door).map(({ cpu, wallMs }) => (100 * cpu.clients) / wallMs)))} %`;

  console.log(`${ROUNDS} rounds; medians, in brackets the lowest and the highest; load average ${loadBefore} before, ${loadAverage()} after.`);
  printTable(
    ['door', 'rows/s', '% of bare insert', 'API CPU-µs/row', 'engine CPU-µs/row', 'sender CPU-µs/row', 'sender busy'],
    [...doors.keys()].map((door) => [door, spread(rates(door)), spread(share(door, 'bare insert')), perRow(door, 'api'), perRow(door, 'engine'), perRow(door, 'clients'), ownShare(door)]),
  );
  console.log(`\nsingle: ${figure(latencies.length)} answers to ${CLIENTS} clients: p50 ${figure(quantile(latencies, 0.5), 1)} ms, p95 ${figure(quantile(latencies, 0.95), 1)} ms, p99 ${figure(quantile(latencies, 0.99), 1)} ms, max ${figure(quantile(latencies, 1), 1)} ms`);
  console.log(`memory: idle ${idle}; after the last bulk door ${memory}; at the end ${memoryOf(pids)}`);

  const bulk = (door: string) => [
    { what: `${door}: share of bare insert`, wanted: '≥ 50 %', reached: `${figure(median(share(door, 'bare insert')))} %`, met: median(share(door, 'bare insert')) >= 50 },
    { what: `${door}: rows a second`, wanted: '≥ 60,000', reached: figure(median(rates(door))), met: median(rates(door)) >= 60_000 },
  ];
  printGoals([
    ...bulk('ndjson'),
    ...bulk('csv'),
    { what: 'graphql batch: share of ndjson', wanted: '≥ 60 %', reached: `${figure(median(share('graphql batch', 'ndjson')))} %`, met: median(share('graphql batch', 'ndjson')) >= 60 },
    { what: 'single: a second', wanted: '≥ 3,000', reached: figure(median(rates('single'))), met: median(rates('single')) >= 3_000 },
    { what: 'single: p99', wanted: '≤ 100 ms', reached: `${figure(quantile(latencies, 0.99), 1)} ms`, met: quantile(latencies, 0.99) <= 100 },
  ]);
} finally {
  clients.stop();
  await heed.stop();
  await engine.stop();
}
