/**
 * What many displays cost: the same view for 1 to 10,000 of them, a thousand different views, five walls for 5 and for 10,000, the
 * same with one of a hundred that does not read, and beside it the usual way, which executes and serialises for each. Server,
 * displays and engine are processes of their own (a process may hold 20,000 sockets).
 *
 * `npm run bench -- live-scale` takes a minute and goes up to 1,000; with `--all` it goes up to 10,000 and a thousand views; with
 * sizes, such as `1 1000`, it measures these of one view and the usual way.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { toNdjson } from './support/bodies.ts';
import { startDisplays } from './support/displays.ts';
import { startEngine } from './support/engine.ts';
import { startHeed, statementCounts, type Heed } from './support/heed.ts';
import { ask, mustSend } from './support/http.ts';
import { figure, mustEqual, printGoals, printTable, type Goal } from './support/print.ts';
import { cpuMs, loadAverage, rssMb } from './support/process-figures.ts';
import { makeRows } from './support/rows.ts';
import { median, quantile } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const isAll = process.argv.includes('--all');
const chosen = process.argv.slice(2).filter((arg) => /^\d+$/.test(arg)).map(Number);
const SIZES = chosen.length > 0 ? [...new Set([1, ...chosen])] : isAll ? [1, 100, 1_000, 5_000, 10_000] : [1, 100, 1_000];
/** Each change computes all of them. */
const VIEWS = isAll ? 1_000 : 200;
const MOST = SIZES.at(-1) as number;
const WALLS = { five: '5 on 5 walls', many: `${figure(MOST)} on 5 walls` };
const CHANGES = 8;
const IDLE_MS = 4_000;
const ROWS_BEFORE = 20_000;
const WINDOW_MS = 250;
const FIELDS = `metric { metric unit better min max minimumSample } period { from to } estimate { value low high n excluded enough }
  change { value low high verdict previous { value low high excluded enough } previousPeriod { from to } } asOf version`;
const SCORE = `subscription ($filter: FeedbackFilterInput) { score(metric: NPS, filter: $filter) { ${FIELDS} } }`;
const LAST = { last: { count: 28, unit: 'DAY' } };
const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }';
const SDL = `type Query { ready: Boolean } scalar Any
  type Metric { metric: String unit: String better: String min: Float max: Float minimumSample: Int } type Period { from: String to: String }
  type Estimate { value: Float low: Float high: Float n: Int excluded: Int enough: Boolean }
  type Change { value: Float low: Float high: Float verdict: String previous: Estimate previousPeriod: Period }
  type Score { metric: Metric period: Period estimate: Estimate change: Change asOf: String version: String }
  type Subscription { score: Score }`;

type Score = { estimate: { n: number } } & Record<string, unknown>;
interface Measured {
  displays: number;
  delays: number[];
  pushes: number[];
  statements: number;
  apiCpuPerChange: number;
  clientCpuPerChange: number;
  bytesPerDisplay: number;
  secondsPerChange: number;
}

const workplace = makeWorkplace();
const engine = await startEngine(workplace.folder('engine'));
const moment = (): number => performance.timeOrigin + performance.now();
let submitted = 0;

async function submit(heed: Heed): Promise<void> {
  const input = { source: 'bench:scale', externalId: `scale-${submitted++}`, nps: submitted % 11, department: 'Support', channel: 'Chat' };
  const { submitFeedback } = await ask<{ submitFeedback: { status: string } }>(heed.url, SUBMIT, { input });
  mustEqual(submitFeedback.status, 'ACCEPTED', 'status of a submission');
}

const question = (text: string): string => text.replace('subscription', 'query');
const scoreNow = async (heed: Heed, filter: unknown): Promise<Score> => (await ask<{ score: Score }>(heed.url, question(SCORE), { filter })).score;

/** The statements of changes alone: what is looked at from time to time, whether anything changes or not, is left out. */
async function statementsOf(heed: Heed): Promise<number> {
  const counts = await statementCounts(heed.url);
  return [...counts].reduce((sum, [name, count]) => (name.startsWith('measure.') ? sum + count : sum), 0);
}

/** Opens displays, changes something again and again, each change seen by all before the next, and closes them. */
async function measure(heed: Heed, { count, filters, paused = 0, changes = CHANGES }: { count: number; filters: readonly unknown[]; paused?: number; changes?: number }): Promise<Measured> {
  const displays = startDisplays();
  try {
    const filter = filters[0];
    const before = rssMb(heed.pid);
    await displays.order({ do: 'open', url: heed.url, count, queries: filters.map((one) => ({ query: SCORE, variables: { filter: one } })) });
    // What opening took is given back within moments.
    await sleep(3_000);
    const bytesPerDisplay = ((rssMb(heed.pid) - before) * 1024 ** 2) / count;
    if (paused > 0) await displays.order({ do: 'pause', count: paused });
    let { n } = (await scoreNow(heed, filter)).estimate;
    const delays: number[] = [];
    const pushes: number[] = [];
    const statements: number[] = [];
    const clientsBefore = (await displays.order({ do: 'reached', n })).cpuMs;
    // What it does whether anything changes or not is no part of a change.
    const idleBefore = cpuMs(heed.pid);
    await sleep(IDLE_MS);
    const apiBefore = cpuMs(heed.pid);
    const idle = (apiBefore - idleBefore) / IDLE_MS;
    const start = performance.now();
    let clients = 0;
    for (let change = 0; change < changes; change++) {
      const asked = await statementsOf(heed);
      await submit(heed);
      const acknowledged = moment();
      const { at, cpuMs: used } = await displays.order({ do: 'reached', n: ++n });
      mustEqual(at.length, count - paused, 'displays that saw a change');
      const first = at.reduce((least, one) => Math.min(least, one), Infinity);
      for (const one of at) {
        delays.push(Math.max(0, one - acknowledged));
        pushes.push(one - first);
      }
      statements.push((await statementsOf(heed)) - asked);
      clients = used - clientsBefore;
    }
    return {
      displays: count, delays, pushes, bytesPerDisplay,
      statements: median(statements),
      apiCpuPerChange: (cpuMs(heed.pid) - apiBefore - idle * (performance.now() - start)) / changes,
      clientCpuPerChange: clients / changes,
      secondsPerChange: (performance.now() - start) / 1_000 / changes,
    };
  } finally {
    await displays.order({ do: 'close' }).catch(() => undefined);
    displays.stop();
  }
}

/** The same displays, fed the usual way with snapshots of the same content. */
async function measureUsual(score: Score, count: number): Promise<{ cpuPerMessage: number; pushes: number[] }> {
  const server = fork(fileURLToPath(new URL('./support/usual-way.ts', import.meta.url)), { execArgv: [] });
  const displays = startDisplays();
  try {
    const snapshot = (n: number): Score => ({ ...score, estimate: { ...score.estimate, n } });
    const listening = once(server, 'message');
    server.send({ sdl: SDL, score: snapshot(0) });
    const [url] = (await listening) as [string];
    await displays.order({ do: 'open', url, count, queries: [{ query: `subscription { score { ${FIELDS} } }`, variables: {} }] });
    await sleep(2_000);
    const before = cpuMs(server.pid as number);
    const pushes: number[] = [];
    for (let n = 1; n <= CHANGES; n++) {
      server.send({ score: snapshot(n) });
      const { at } = await displays.order({ do: 'reached', n });
      const first = at.reduce((least, one) => Math.min(least, one), Infinity);
      pushes.push(...at.map((one) => one - first));
    }
    return { cpuPerMessage: ((cpuMs(server.pid as number) - before) * 1_000) / CHANGES / count, pushes };
  } finally {
    displays.stop();
    server.disconnect();
  }
}

try {
  const loadBefore = loadAverage();
  const heed = await startHeed({ folder: workplace.folder('heed'), engine, env: { HEED_LIVE_WINDOW_MS: String(WINDOW_MS) } });
  // Without comments: what is read of them afterwards would be taken for the work of displays.
  await mustSend(`${heed.url}/collect/ndjson`, { body: toNdjson(makeRows(ROWS_BEFORE, { seed: 1, now: Date.now() }).map(({ comment: _, ...row }) => row)) });
  await engine.settle();

  const same = { period: LAST };
  // One that warms up whatever is compiled late, and lets the heap grow to what it needs anyway.
  await measure(heed, { count: Math.min(MOST, 1_000), filters: [same] });
  const bySize = new Map<number, Measured>();
  for (const count of SIZES) bySize.set(count, await measure(heed, { count, filters: [same] }));
  const rssBefore = rssMb(heed.pid);
  const withPaused = await measure(heed, { count: MOST, filters: [same], paused: Math.max(1, MOST / 100) });
  const pausedGrowth = rssMb(heed.pid) - rssBefore;
  const walls = Array.from({ length: 5 }, (_, wall) => ({ period: { last: { count: 28 + wall, unit: 'DAY' } } }));
  const further = new Map<string, Measured>();
  if (chosen.length === 0) {
    further.set(WALLS.five, await measure(heed, { count: 5, filters: walls }));
    further.set(WALLS.many, await measure(heed, { count: MOST, filters: walls }));
    const views = Array.from({ length: VIEWS }, (_, view) => ({ period: LAST, department: { in: ['Support', `none ${view}`] } }));
    further.set(`${figure(VIEWS)} on ${figure(VIEWS)} views`, await measure(heed, { count: VIEWS, filters: views, changes: 3 }));
  }
  const usual = await measureUsual(await scoreNow(heed, same), Math.min(MOST, 1_000));
  await heed.stop();

  const one = bySize.get(1) as Measured;
  const most = bySize.get(MOST) as Measured;
  /** What one more display costs a change. */
  const perMessage = ({ apiCpuPerChange, displays }: Measured): number => ((apiCpuPerChange - one.apiCpuPerChange) * 1_000) / (displays - 1);
  console.log(`${figure(ROWS_BEFORE)} rows before; ${CHANGES} changes each, window ${WINDOW_MS} ms; load average ${loadBefore} before, ${loadAverage()} after.`);
  printTable(
    ['displays', 'p50 ms', 'p99 ms', 'push p99 ms', 'statements/change', 'API CPU-ms/change', 'CPU-µs/message', 'KB/display', 'clients CPU-ms/change', 's/change'],
    [
      ...[...bySize].map(([count, measured]) => [figure(count), measured] as const),
      [`${figure(MOST)}, 1 % paused`, withPaused] as const,
      ...further,
    ].map(([name, measured]) => [
      name, figure(quantile(measured.delays, 0.5)), figure(quantile(measured.delays, 0.99)), figure(quantile(measured.pushes, 0.99)), figure(measured.statements), figure(measured.apiCpuPerChange, 1),
      measured.displays > 1 ? figure(perMessage(measured), 1) : '–', figure(measured.bytesPerDisplay / 1024, 1), figure(measured.clientCpuPerChange, 1), figure(measured.secondsPerChange, 2),
    ]),
  );
  console.log(`the usual way, ${figure(Math.min(MOST, 1_000))} displays: ${figure(usual.cpuPerMessage, 1)} CPU-µs a message, push p99 ${figure(quantile(usual.pushes, 0.99))} ms; memory grew by ${figure(pausedGrowth)} MiB with paused readers`);
  const goals: Goal[] = [
    { what: `one push to ${figure(MOST)}: p99`, wanted: '≤ 300 ms', reached: `${figure(quantile(most.pushes, 0.99))} ms`, met: quantile(most.pushes, 0.99) <= 300 },
    { what: `from the acknowledged write, ${figure(MOST)}: p99`, wanted: '≤ 600 ms', reached: `${figure(quantile(most.delays, 0.99))} ms`, met: quantile(most.delays, 0.99) <= 600 },
    { what: 'CPU of a message, share of the usual way', wanted: '≤ 1/8', reached: `1/${figure(usual.cpuPerMessage / perMessage(most), 1)}`, met: perMessage(most) <= usual.cpuPerMessage / 8 },
    { what: 'memory of an idle display', wanted: '≤ 15 KB', reached: `${figure(most.bytesPerDisplay / 1024, 1)} KB`, met: most.bytesPerDisplay <= 15 * 1024 },
    { what: `1 % paused among ${figure(MOST)}: p99 of the others`, wanted: '≤ 600 ms', reached: `${figure(quantile(withPaused.delays, 0.99))} ms`, met: quantile(withPaused.delays, 0.99) <= 600 },
  ];
  const [five, many] = [further.get(WALLS.five)?.statements, further.get(WALLS.many)?.statements];
  if (five !== undefined && many !== undefined) goals.push({ what: `statements a change, 5 and ${figure(MOST)} displays on 5 walls`, wanted: 'equal', reached: `${figure(five)} and ${figure(many)}`, met: five === many });
  printGoals(goals);
} finally {
  await engine.stop();
}
