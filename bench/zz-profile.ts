import { toCsv, toGraphql, toNdjson, toTableRows } from './support/bodies.ts';
import { startClients } from './support/clients-process.ts';
import { startEngine } from './support/engine.ts';
import { startHeed, statementCounts } from './support/heed.ts';
import { ask, mustSend } from './support/http.ts';
import { costOf } from './support/process-figures.ts';
import { makeRows, renewed } from './support/rows.ts';
import { quantile } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';
const door = process.argv[2]; const N = Number(process.argv[3] ?? 200000); const pre = Number(process.argv[4] ?? 0);
const w = makeWorkplace(); const engine = await startEngine(w.folder('e'));
const heed = await startHeed({ folder: w.folder('h'), engine, nodeArgs: process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof-' + door] : [] });
const year = makeRows(Math.max(N, 20000), { seed: 1, now: Date.now() });
const pids = { clients: process.pid, api: heed.pid, engine: engine.pid };
try {
  for (let i = 0; i < pre; i++) await mustSend(`${heed.url}/collect/ndjson`, { body: toNdjson(renewed(year, { prefix: 'pre' + i })) });
  await engine.settle();
  const stat = async () => new Map([...(await mustSend(heed.url + '/metrics', { method: 'GET' })).matchAll(/^heed_statement_seconds_(sum|count)\{name="([^"]+)",ok="true"\} (\S+)$/gm)].map(([, k, n, v]) => [n + ' ' + k, Number(v)]));
  const before = await stat();
  let run: () => Promise<unknown> = async () => {};
  if (door === 'ndjson') { const b = toNdjson(renewed(year, { prefix: 'a', count: N })); run = () => mustSend(`${heed.url}/collect/ndjson`, { body: b }); }
  if (door === 'csv') { const b = toCsv(renewed(year, { prefix: 'a', count: N })); run = () => mustSend(`${heed.url}/collect/csv`, { body: b }); }
  if (door === 'bare') { const b = toTableRows(renewed(year, { prefix: 'a', count: N }), { now: Date.now() }); await engine.query('CREATE DATABASE bare'); await engine.query('CREATE TABLE bare.feedback AS heed.feedback'); run = () => engine.insert('INSERT INTO bare.feedback FORMAT JSONEachRow', b); }
  if (door === 'batch') { const ins: unknown[][] = []; const rows = renewed(year, { prefix: 'a', count: N }); for (let s = 0; s < N; s += 1000) ins.push(rows.slice(s, s + 1000).map(toGraphql));
    run = () => Promise.all([1, 2, 3, 4].map(async () => { for (let input = ins.pop(); input; input = ins.pop()) await ask(heed.url, 'mutation Batch($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { received accepted receipts { status feedbackId } } }', { input }); })); }
  let lat: number[] = []; let n = N;
  if (door === 'single') { const c = startClients(); run = async () => { const s = await c.run({ url: heed.url, connections: 128, seconds: 8, prefix: 'x', seed: 1 }); lat = s.milliseconds; n = s.accepted; console.log(s.other, s.firstOther, 'client cpu ms', s.cpuMs); c.stop(); }; }
  const { wallMs, cpu } = await costOf(pids, run);
  console.log(door, Math.round(n / wallMs * 1000), 'rows/s; CPU-µs/row', Object.fromEntries(Object.entries(cpu).map(([k, v]) => [k, +(v * 1000 / n).toFixed(1)])), 'wall', Math.round(wallMs), lat.length ? [quantile(lat, .5), quantile(lat, .99)] : '');
  const after = await stat(); for (const [k, v] of after) if (k.endsWith('sum')) { const c = k.replace('sum', 'count'); const dn = after.get(c)! - (before.get(c) ?? 0); const ds = v - (before.get(k) ?? 0); if (dn) console.log('   ', k.replace(' sum', '').padEnd(28), dn, 'x', (ds / dn * 1000).toFixed(1), 'ms'); }
} finally { await heed.stop(); await engine.stop(); w.remove(); }
