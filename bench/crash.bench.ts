/**
 * kill -9 of the engine or of the API at random moments, under concurrent submissions: every acknowledged submission must
 * be there exactly once with its last acknowledged content. Ends with a code other than 0 when one is not.
 */
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSenders } from './support/crash-senders.ts';
import { startEngine } from './support/engine.ts';
import { memoryOf, startHeed } from './support/heed.ts';
import { ask } from './support/http.ts';
import { judge, type Found } from './support/ledger.ts';
import { figure, printTable } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { median, seeded } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const ROUNDS = 60;
const SEED = 20261122;

interface TableRow {
  id: string;
  day: string;
  version: string;
  deleted: number;
  external_id: string;
  nps: number;
  comment: string;
  at: string;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Every version that was ever written, reduced to the truth here: of each (day, id) the highest version, unless deleted. */
function recount(rows: readonly TableRow[]): Found[] {
  const highest = new Map<string, TableRow>();
  for (const row of rows) {
    const key = `${row.day} ${row.id}`;
    const known = highest.get(key);
    if (!known || BigInt(row.version) > BigInt(known.version)) highest.set(key, row);
  }
  return [...highest.values()].filter(({ deleted }) => deleted === 0).map(({ external_id: externalId, nps, comment, at }) => ({ externalId, nps, comment, occurredAt: new Date(Number(at)).toISOString() }));
}

const workplace = makeWorkplace();
const folder = workplace.folder('data');
const port = await freePort();
const random = seeded(SEED);
const loadBefore = loadAverage();
const start = performance.now();
// Days are summed up soon, so that kills meet that as well.
const env = { HEED_PORT: String(port), HEED_DAILY_FROM_ROWS: '0', HEED_DAILY_REST_SECONDS: '6' };
let heed = await startHeed({ folder, env });
const senders = startSenders(heed.url, { singles: 6, batches: 2, seed: SEED });
const recoveries: Record<'engine' | 'API', number[]> = { engine: [], API: [] };

for (let round = 0; round < ROUNDS; round++) {
  await sleep(200 + random() * 800);
  const kind = random() < 0.5 ? 'engine' : 'API';
  const back = senders.nextAcknowledgement();
  if (kind === 'engine') {
    process.kill(heed.enginePid(), 'SIGKILL');
  } else {
    heed.child.kill('SIGKILL');
    await heed.stop();
    heed = await startHeed({ folder, env });
  }
  recoveries[kind].push(await back);
}
await sleep(500);
await senders.stop();
const { entries, sent } = senders;
const { volume } = await ask<{ volume: { matched: number } }>(heed.url, '{ volume(filter: {source: {in: ["bench:crash"]}}) { matched } }');
const memory = memoryOf({ api: heed.pid, engine: heed.enginePid() });
// Once all days rest, their sums must equal a recount, and the number that is read from them the one from the rows.
interface Checked {
  equal: number;
  differing: string[];
  touched: number;
}
const differing = new Set<string>();
let checked: Checked = { equal: 0, differing: [], touched: 0 };
for (let look = 0; look < 100 && (checked.equal === 0 || checked.touched > 0); look++) {
  await sleep(500);
  ({ reconcile: checked } = await ask<{ reconcile: Checked }>(heed.url, 'mutation { reconcile { equal differing touched } }'));
  for (const day of checked.differing) differing.add(day);
}
const { volume: rested } = await ask<{ volume: { matched: number } }>(heed.url, '{ volume(filter: {source: {in: ["bench:crash"]}}) { matched } }');
await heed.stop();

const engine = await startEngine(folder);
const all = await engine.rows<TableRow>("SELECT toString(feedback_id) AS id, toString(toDate(occurred_at)) AS day, toString(version) AS version, deleted, external_id, nps, comment, toString(toUnixTimestamp64Milli(occurred_at)) AS at FROM heed.feedback WHERE source = 'bench:crash' OR deleted");
const finalCount = Number((await engine.query('SELECT count() FROM heed.feedback FINAL')).trim());
await engine.stop();

const found = recount(all);
const verdict = judge(entries, found);
console.log(`${ROUNDS} kills in ${figure((performance.now() - start) / 1_000)} s under 6 single senders and 2 of batches; seed ${SEED}; load average ${loadBefore} before, ${loadAverage()} after.`);
printTable(
  ['killed', 'times', 'back after, median ms', 'max ms'],
  Object.entries(recoveries).map(([kind, times]) => [kind, figure(times.length), figure(median(times)), figure(Math.max(...times))]),
);
console.log(`\nsent: ${figure(sent.acknowledged)} acknowledged submissions, of these ${figure(sent.corrections)} corrections and ${figure(sent.repetitions)} repetitions (attempted); ${figure(sent.unknown)} requests with unknown outcome, ${figure(sent.resent)} of them sent again`);
console.log(`feedback: ${figure(verdict.acknowledged)} acknowledged, ${figure(verdict.unacknowledged)} never acknowledged; rows by the metric layer ${figure(volume.matched)}, by FINAL ${figure(finalCount)}, by an independent recount of ${figure(all.length)} written versions ${figure(found.length)}`);
console.log(`memory at the end: ${memory}`);
if (verdict.lost.length + verdict.twice.length + verdict.foreign.length > 0) console.log(JSON.stringify({ lost: verdict.lost.slice(0, 20), twice: verdict.twice.slice(0, 20), foreign: verdict.foreign.slice(0, 20) }));
console.log(`sums of days: ${figure(checked.equal)} equal a recount, ${figure(differing.size)} differed at any time; rows by the sums ${figure(rested.matched)}`);
const agree = volume.matched === found.length && finalCount === found.length && rested.matched === found.length && differing.size === 0 && checked.equal > 0 && checked.touched === 0;
const good = agree && verdict.lost.length === 0 && verdict.twice.length === 0 && verdict.foreign.length === 0;
console.log(`lost = ${verdict.lost.length}, counted twice = ${verdict.twice.length}, never sent = ${verdict.foreign.length}, totals ${agree ? 'equal' : 'DIFFERENT'}`);
process.exitCode = good ? 0 : 1;
