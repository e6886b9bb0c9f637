/**
 * The answer of departments over a million loops (and the six million events that they would have had): the first after a start of the
 * engine, warm with other settings each time so that memory cannot help, and warm from memory; beside the engine's own time to read the same
 * columns once, by hand over HTTP. Also a month of them, curves, queues and a page of the list. --loops=1000000.
 */
import { parseArgs } from 'node:util';
import { countQueues, listLoops, measureCloseCurve, measureDepartments, type LoopQuestion } from '@heed/loops';
import { createStore, openDatabase, type Store } from '@heed/store';
import { startEngine } from './support/engine.ts';
import { generateLoops } from './support/loops/generated-loops.ts';
import { dropFileCache } from './support/metrics/disk.ts';
import { figure, mustEqual, printGoals, printTable } from './support/print.ts';
import { cpuMs, loadAverage } from './support/process-figures.ts';
import { median } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const { values: given } = parseArgs({ options: { loops: { type: 'string', default: '1000000' } } });
const LOOPS = Number(given.loops);
const ROUNDS = 7;
const MERGES_MS = 10 * 60_000;
const DATABASE = 'heed';

const loadBefore = loadAverage();
const workplace = makeWorkplace();
const folder = workplace.folder('engine');
let engine = await startEngine(folder);
await (await openDatabase({ ...engine, database: DATABASE })).close();
const now = Date.now();
const start = performance.now();
await generateLoops(engine, { database: DATABASE, count: LOOPS, now });
await engine.settle(MERGES_MS);
console.log(`${figure(LOOPS)} loops made by the engine, merges settled, in ${figure((performance.now() - start) / 1_000)} s`);

/** Everybody works a quarter of the time, as the generated rows have it. */
let settingsVersion = 1;
const question = (filter: LoopQuestion['filter'] = {}): LoopQuestion => ({ filter, calendar: { now, timeZone: 'UTC' }, workedSince2000: () => Math.floor((now - Date.UTC(2000, 0, 1)) / 4), settingsVersion });
const month = { opened: { last: { count: 28, unit: 'day' as const } } };
/** The columns that the answer needs, read once. */
const BY_HAND = `SELECT department, count(), max(to_acknowledge), max(to_contact), max(to_resolve), max(to_tell), max(to_close), max(to_acknowledge_working), max(to_contact_working), max(to_resolve_working), max(to_tell_working), max(to_close_working), max(open_working), max(opened_at), max(leg_ms), max(leg_working) FROM ${DATABASE}.loops FINAL GROUP BY department FORMAT Null`;

const ask: Record<string, (store: Store) => Promise<unknown>> = {
  'departments, all loops, both clocks': (store) => measureDepartments(store, { ...question(), settingsVersion: settingsVersion++ }),
  'the same from memory': (store) => measureDepartments(store, { ...question(), settingsVersion: 0 }),
  'departments, 28 days and the 28 before': (store) => measureDepartments(store, { ...question(month), settingsVersion: settingsVersion++ }),
  'curves of six departments': (store) => measureCloseCurve(store, { ...question(), by: 'department' }),
  'counts of the queues': (store) => countQueues(store, { filter: {}, person: 'person1', calendar: question().calendar }),
  'a page of the list, by what is due': (store) => listLoops(store, { filter: {}, sort: 'due', first: 50, calendar: question().calendar }),
  'a page of the list, the last opened': (store) => listLoops(store, { filter: {}, sort: 'opened', first: 50, calendar: question().calendar }),
  'by hand: the same columns read once': () => engine.query(BY_HAND),
};

async function timed(work: () => Promise<unknown>): Promise<{ ms: number; cpu: number }> {
  const [at, cpu] = [performance.now(), cpuMs(engine.pid)];
  await work();
  return { ms: performance.now() - at, cpu: cpuMs(engine.pid) - cpu };
}

/** The first question after a start, of an engine whose files the system has forgotten where it may be told to. */
async function cold(name: string): Promise<{ ms: number; dropped: boolean }> {
  await engine.stop();
  engine = await startEngine(folder);
  const dropped = dropFileCache();
  const store = createStore({ ...engine, database: DATABASE });
  const { ms } = await timed(() => ask[name]?.(store) ?? Promise.resolve());
  await store.close();
  return { ms, dropped };
}

const results: { name: string; cold: number | null; p50: number; cpu: number }[] = [];
let dropped = true;
for (const name of Object.keys(ask)) {
  const first = name.includes('memory') ? null : await cold(name);
  dropped &&= first?.dropped ?? true;
  const store = createStore({ ...engine, database: DATABASE });
  const work = (): Promise<unknown> => ask[name]?.(store) ?? Promise.resolve();
  await work();
  const runs = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await timed(work));
  results.push({ name, cold: first?.ms ?? null, p50: median(runs.map(({ ms }) => ms)), cpu: median(runs.map(({ cpu }) => cpu)) });
  await store.close();
}
const store = createStore({ ...engine, database: DATABASE });
const { total, groups } = await measureDepartments(store, question());
mustEqual(total.figures.opened, LOOPS, 'loops in the answer');
mustEqual(groups.reduce((sum, { figures }) => sum + figures.opened, 0), LOOPS, 'loops in its groups');
await store.close();
await engine.stop();

printTable(['question', 'first after a start, ms', 'warm p50, ms', 'engine CPU-ms'], results.map(({ name, cold: first, p50, cpu }) => [name, first === null ? '–' : figure(first), figure(p50, 1), figure(cpu)]));
console.log(dropped ? "The system's file cache was dropped before each first question." : "The system's file cache could not be dropped (that needs root) and may have been warm.");
console.log(`Load average ${loadBefore} before, ${loadAverage()} after.`);
const [all, remembered] = results;
printGoals([
  { what: 'departments, first after a start', wanted: '≤ 1,000 ms', reached: `${figure(all?.cold ?? 0)} ms`, met: (all?.cold ?? Infinity) <= 1_000 },
  { what: 'departments, warm', wanted: '≤ 150 ms', reached: `${figure(remembered?.p50 ?? 0, 1)} ms`, met: (remembered?.p50 ?? Infinity) <= 150 },
]);
