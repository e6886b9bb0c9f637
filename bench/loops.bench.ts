/**
 * How soon an agent's act on a loop is done, when many act at once; and how soon after its moment what becomes due by itself
 * has happened, while many targets run. Without HTTP: what the loops themselves take. Both check what is in the log afterwards.
 *
 * Sizes: --open=10000 loops and --agents=50 for --seconds=20; --running=100000 targets, of which --due=20000 become due
 * evenly within --window=60 seconds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createLoops, createTimers, type Appended, type LoopCommand, type Loops, type Timers } from '@heed/loops';
import { openDatabase } from '@heed/store';
import { startEngine } from './support/engine.ts';
import { makeSettings, PEOPLE, RISK_MS } from './support/loops/settings.ts';
import { openMany } from './support/loops/open.ts';
import { figure, mustEqual, printGoals, printTable } from './support/print.ts';
import { costOf, loadAverage } from './support/process-figures.ts';
import { median, quantile, seeded } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const { values: given } = parseArgs({
  options: Object.fromEntries(Object.entries({ open: 10_000, agents: 50, seconds: 20, running: 100_000, due: 20_000, window: 60 }).map(([name, size]) => [name, { type: 'string', default: String(size) }] as const)),
});
const size = (name: string): number => Number(given[name]);

const PRIORITIES = ['urgent', 'high', 'normal'] as const;
const settings = makeSettings();
const workplace = makeWorkplace();
const engine = await startEngine(workplace.folder('engine'));
const random = seeded(11);
const below = (most: number): number => Math.floor(random() * most);

interface World {
  loops: Loops;
  timers: Timers;
  database: string;
  /** Milliseconds of each run of a statement. */
  statements: Map<string, number[]>;
  close(): Promise<void>;
}

async function makeWorld(database: string, onAppend: (appended: Appended) => void = () => {}): Promise<World> {
  const statements = new Map<string, number[]>();
  const store = await openDatabase({ ...engine, database }, { onStatement: ({ name, milliseconds }) => void statements.set(name, [...(statements.get(name) ?? []), milliseconds]) });
  const fail = (error: unknown): never => {
    throw error;
  };
  const loops = createLoops({
    store,
    settings: () => settings,
    letters: { write: () => Promise.reject(new Error('no letters here')) },
    onError: fail,
    onAppend(appended) {
      timers.appended(appended);
      onAppend(appended);
    },
  });
  const timers: Timers = createTimers({ loops, store, settings: () => settings, onError: fail });
  return {
    loops,
    timers,
    database,
    statements,
    async close() {
      await timers.stop();
      await loops.close();
      await store.close();
    },
  };
}

const noteOf = (agent: number, number: number): string => `agent ${agent}, call ${number}: they would like a new invoice`;

/** Half are notes, of which each must stand in the log; the others are what agents do in between. */
function someCommand(agent: number, number: number): LoopCommand {
  const kind = random();
  if (kind < 0.5) return { do: 'note', note: noteOf(agent, number) };
  if (kind < 0.75) return { do: 'assign', owner: PEOPLE[below(PEOPLE.length)] as string };
  if (kind < 0.95) return { do: 'prioritise', priority: PRIORITIES[below(3)] as (typeof PRIORITIES)[number] };
  return { do: 'contact', way: 'call', note: '' };
}

interface Latency {
  latencies: number[];
  appends: number;
  seconds: number;
  apiCpuMs: number;
  engineCpuMs: number;
}

/** Every agent acts, waits for the answer and acts again; one in five acts is on one of twenty loops that everybody wants. */
async function measureCommands(): Promise<Latency> {
  const { loops, database, close } = await makeWorld('bench_commands');
  const start = Date.now();
  const ids = await openMany(loops, size('open'), { settings, openedAt: (index) => start - index * 1_000 });
  await engine.settle();
  const latencies: number[] = [];
  const notes: string[] = [];
  let changed = 0;
  const before = loops.position();
  const versions = new Map<string, number>();
  const agent = async (who: number, until: number): Promise<void> => {
    for (let number = 0; performance.now() < until; number++) {
      const id = ids[below(random() < 0.2 ? 20 : ids.length)] as string;
      const command = someCommand(who, number);
      const begin = performance.now();
      const state = await loops.command(id, { command, actor: { id: `token-${who}`, by: PEOPLE[who % PEOPLE.length] as string } });
      latencies.push(performance.now() - begin);
      if (command.do === 'note') notes.push(`${id} ${state.version} ${command.note}`);
      versions.set(id, Math.max(versions.get(id) ?? 0, state.version));
      changed++;
    }
  };
  const { cpu, wallMs } = await costOf({ api: process.pid, engine: engine.pid }, async () => {
    const until = performance.now() + size('seconds') * 1_000;
    await Promise.all(Array.from({ length: size('agents') }, (_, who) => agent(who, until)));
  });
  const appends = loops.position() - before;
  const stored = await engine.rows<{ line: string }>(`SELECT concat(toString(loop_id), ' ', toString(version), ' ', JSONExtractString(payload, 'note')) AS line FROM ${database}.loop_events WHERE type = 'noted'`);
  mustEqual(stored.map(({ line }) => line).sort(), [...notes].sort(), 'acknowledged notes, each once at its version');
  const [rows] = await engine.rows<{ loops: string; events: string; versions: string }>(`
    SELECT count() AS loops, sum(version) AS events, (SELECT count() FROM ${database}.loop_events) AS versions FROM ${database}.loops FINAL`);
  mustEqual([Number(rows?.loops), Number(rows?.events)], [size('open'), Number(rows?.versions)], 'loops, and events that their rows know of');
  const newest = await engine.rows<{ id: string; version: number }>(`SELECT toString(loop_id) AS id, version FROM ${database}.loops FINAL WHERE version > 1`);
  mustEqual(newest.filter(({ id, version }) => version !== versions.get(id)), [], 'loops whose version nobody was told');
  mustEqual(latencies.length, changed, 'answers');
  await close();
  return { latencies, appends, seconds: wallMs / 1_000, apiCpuMs: cpu.api, engineCpuMs: cpu.engine };
}

interface Accuracy {
  late: number[];
  openedPerSecond: number;
  looks: number[];
  apiBusy: number;
  engineBusy: number;
}

async function measureTimers(): Promise<Accuracy> {
  const late: number[] = [];
  const { loops, timers, database, statements, close } = await makeWorld('bench_timers', ({ loops: changed }) => {
    const heard = Date.now();
    for (const { events } of changed) for (const event of events) if (event.type === 'escalated') late.push(heard - event.due);
  });
  const [running, due, window] = [size('running'), size('due'), size('window') * 1_000];
  const lead = 10_000 + running / 10;
  const first = Date.now() + lead;
  const begin = performance.now();
  // The warning of the first ones comes evenly within the window; that of the others between an hour and three days later.
  await openMany(loops, running, { settings, openedAt: (index) => first - RISK_MS + (index < due ? (index * window) / due : window + 3_600_000 + random() * 250_000_000) });
  const openedPerSecond = (running * 1_000) / (performance.now() - begin);
  await engine.settle();
  if (Date.now() > first) throw new Error('opening took longer than the time before the first is due; choose fewer');
  timers.start();
  await sleep(first - Date.now());
  const { cpu, wallMs } = await costOf({ api: process.pid, engine: engine.pid }, async () => {
    await sleep(window);
    for (let waited = 0; late.length < due && waited < 30_000; waited += 100) await sleep(100);
  });
  const [fired] = await engine.rows<{ events: string; loops: string }>(`SELECT count() AS events, uniqExact(loop_id) AS loops FROM ${database}.loop_events WHERE type = 'escalated'`);
  mustEqual([late.length, Number(fired?.events), Number(fired?.loops)], [due, due, due], 'warnings that were heard, stored, and loops that have one');
  const looks = statements.get('loops.due') ?? [];
  await close();
  return { late, openedPerSecond, looks, apiBusy: cpu.api / wallMs, engineBusy: cpu.engine / wallMs };
}

try {
  const loadBefore = loadAverage();
  const commands = await measureCommands();
  const timers = await measureTimers();
  const at = (values: number[]): string[] => [0.5, 0.95, 0.99, 1].map((share) => figure(quantile(values, share), 1));
  console.log(`Load average ${loadBefore} before, ${loadAverage()} after.`);
  console.log(`${figure(size('agents'))} agents on ${figure(size('open'))} open loops for ${figure(commands.seconds)} s; ${figure(commands.latencies.length / commands.appends, 1)} commands an append.`);
  printTable(['commands', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'API CPU-µs', 'engine CPU-µs'], [
    [figure(commands.latencies.length), figure(commands.latencies.length / commands.seconds), ...at(commands.latencies), ...[commands.apiCpuMs, commands.engineCpuMs].map((ms) => figure((ms * 1_000) / commands.latencies.length))],
  ]);
  console.log(`\n${figure(size('running'))} running targets, opened at ${figure(timers.openedPerSecond)} a second in transactions of ten thousand; looking for what is due: median ${figure(median(timers.looks), 1)} ms.`);
  printTable(['became due', 'a second', 'late: p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'API busy', 'engine busy'], [
    [figure(timers.late.length), figure(timers.late.length / size('window')), ...at(timers.late), `${figure(100 * timers.apiBusy)} %`, `${figure(100 * timers.engineBusy)} %`],
  ]);
  const p99 = quantile(commands.latencies, 0.99);
  const latest = Math.max(...timers.late);
  printGoals([
    { what: `${size('agents')} agents: a command, p99`, wanted: '≤ 150 ms', reached: `${figure(p99, 1)} ms`, met: p99 <= 150 },
    { what: 'acknowledged commands in the log', wanted: 'each once', reached: 'each once', met: true },
    { what: `${figure(size('running'))} running targets: latest`, wanted: '≤ 5,000 ms', reached: `${figure(latest)} ms`, met: latest <= 5_000 },
    { what: `${figure(size('running'))} running targets: p99`, wanted: '≤ 1,000 ms', reached: `${figure(quantile(timers.late, 0.99))} ms`, met: quantile(timers.late, 0.99) <= 1_000 },
    { what: 'escalations', wanted: 'each once', reached: 'each once', met: true },
    { what: 'loops opened a second', wanted: '≥ 20,000', reached: figure(timers.openedPerSecond), met: timers.openedPerSecond >= 20_000 },
  ]);
} finally {
  await engine.stop();
}
