/**
 * How soon a change is on the screens: from the answer to submitFeedback until the subscriber holds a snapshot that counts
 * it, over real sockets, for one and for many subscribers of the same view; and how many database statements a change
 * takes, which must not depend on how many watch.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toNdjson } from './support/bodies.ts';
import { startEngine } from './support/engine.ts';
import { memoryOf, startHeed, statementCounts, type Heed } from './support/heed.ts';
import { ask, mustSend } from './support/http.ts';
import { figure, mustEqual, printGoals, printTable } from './support/print.ts';
import { costOf, loadAverage } from './support/process-figures.ts';
import { makeRows } from './support/rows.ts';
import { median, quantile, seeded } from './support/stats.ts';
import { openWatchers, type Watchers } from './support/watchers.ts';
import { makeWorkplace } from './support/workplace.ts';

const ROWS_BEFORE = 100_000;
const MANY = 200;
const SECONDS = 20;
/** Submissions come at random moments, as many people's do; the next does not wait for the snapshot of the one before. */
const MEAN_PAUSE_MS = 120;
const COUNTED_CHANGES = 15;

const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }';
const VIEW = `subscription ($filter: FeedbackFilterInput) {
  score(metric: NPS, filter: $filter) {
    metric { metric unit better min max minimumSample } period { from to }
    estimate { value low high n excluded enough }
    change { value low high verdict previous { value low high n excluded enough } previousPeriod { from to } } asOf version
  }
}`;
const FILTER = { filter: { period: { last: { count: 28, unit: 'DAY' } } } };
interface Message {
  score: { estimate: { n: number } };
}

interface Measured {
  delays: number[];
  changes: number;
  messages: number;
  statements: string;
  statementsPerChange: number;
  clientShare: number;
  /** CPU milliseconds of the API and of the engine, submissions included. */
  apiCpuPerChange: number;
  engineCpuPerChange: number;
}

const workplace = makeWorkplace();
const engine = await startEngine(workplace.folder('engine'));
const random = seeded(7);
let submitted = 0;

async function submit(heed: Heed): Promise<void> {
  const input = { source: 'bench:live', externalId: `live-${submitted++}`, nps: Math.floor(random() * 11), department: 'Support', channel: 'Chat' };
  const { submitFeedback } = await ask<{ submitFeedback: { status: string } }>(heed.url, SUBMIT, { input });
  mustEqual(submitFeedback.status, 'ACCEPTED', 'status of a submission');
}

const answersNow = async (heed: Heed): Promise<number> => {
  const { score } = await ask<Message>(heed.url, 'query ($filter: FeedbackFilterInput) { score(metric: NPS, filter: $filter) { estimate { n } } }', FILTER);
  return score.estimate.n;
};

/** Changes one after the other, each seen by all before the next: what the database did for one of them (the median). */
async function countStatements(heed: Heed, watchers: Watchers): Promise<Pick<Measured, 'statements' | 'statementsPerChange'>> {
  let n = await answersNow(heed);
  await watchers.reached(n);
  const used = new Map<string, number[]>();
  for (let change = 0; change < COUNTED_CHANGES; change++) {
    const before = await statementCounts(heed.url);
    await submit(heed);
    await watchers.reached(++n);
    // The journal is read every two seconds, whether anything changes or not.
    for (const [name, count] of await statementCounts(heed.url)) if (name !== 'store.journal') used.set(name, [...(used.get(name) ?? []), count - (before.get(name) ?? 0)]);
  }
  const medians = [...used].map(([name, counts]) => ({ name, count: median(counts) })).filter(({ count }) => count > 0);
  return { statements: medians.map(({ name, count }) => `${name} ${count}`).join(', '), statementsPerChange: medians.reduce((sum, { count }) => sum + count, 0) };
}

async function measure(heed: Heed, count: number): Promise<Measured> {
  const watchers = await openWatchers(heed.url, { count, query: VIEW, variables: FILTER, nOf: (data) => (data as Message).score.estimate.n });
  const statements = await countStatements(heed, watchers);
  const start = await answersNow(heed);
  const answeredAt: number[] = [];
  const messagesBefore = watchers.messages();
  const pids = { clients: process.pid, api: heed.pid, engine: engine.pid };
  const { cpu, wallMs } = await costOf(pids, async () => {
    const until = performance.now() + SECONDS * 1_000;
    const inFlight: Promise<void>[] = [];
    while (performance.now() < until) {
      inFlight.push(submit(heed).then(() => void answeredAt.push(performance.now())));
      await sleep(-Math.log(1 - random()) * MEAN_PAUSE_MS);
    }
    await Promise.all(inFlight);
    await watchers.reached(start + answeredAt.length);
  });
  // Once so many were answered, a snapshot of so many more holds them all: its delay counts from the last of those answers.
  const delays = answeredAt.flatMap((at, index) => {
    const seen = watchers.seenAt(start + index + 1);
    mustEqual(seen.length, count, 'subscribers that saw a change');
    return seen.map((moment) => Math.max(0, moment - at));
  });
  mustEqual(await answersNow(heed), start + answeredAt.length, 'answers after all changes');
  const messages = watchers.messages() - messagesBefore;
  await watchers.dispose();
  return { delays, changes: answeredAt.length, messages, ...statements, clientShare: cpu.clients / wallMs, apiCpuPerChange: cpu.api / answeredAt.length, engineCpuPerChange: cpu.engine / answeredAt.length };
}

try {
  const loadBefore = loadAverage();
  const results = new Map<string, Measured>();
  for (const windowMs of [250, 0]) {
    const heed = await startHeed({ folder: workplace.folder(`heed-${windowMs}`), engine, env: { HEED_LIVE_WINDOW_MS: String(windowMs) } });
    if (windowMs === 250) {
      await mustSend(`${heed.url}/collect/ndjson`, { body: toNdjson(makeRows(ROWS_BEFORE, { seed: 1, now: Date.now() })) });
      await engine.settle();
    }
    for (const count of [1, MANY]) results.set(`${windowMs} ms, ${count} subscriber${count > 1 ? 's' : ''}`, await measure(heed, count));
    console.log(`window ${windowMs} ms: memory at the end ${memoryOf({ api: heed.pid, engine: engine.pid })}`);
    await heed.stop();
  }

  const at = (windowMs: number, count: number): Measured => results.get(`${windowMs} ms, ${count} subscriber${count > 1 ? 's' : ''}`) as Measured;
  console.log(`${figure(ROWS_BEFORE)} rows before; submissions at random moments, ${MEAN_PAUSE_MS} ms apart on average, for ${SECONDS} s each; load average ${loadBefore} before, ${loadAverage()} after.`);
  printTable(
    ['window, subscribers', 'changes', 'messages', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'statements/change', 'API CPU-ms/change', 'engine CPU-ms/change', 'clients busy'],
    [...results].map(([name, { delays, changes, messages, statementsPerChange, apiCpuPerChange, engineCpuPerChange, clientShare }]) => [
      name, figure(changes), figure(messages), ...[0.5, 0.95, 0.99, 1].map((share) => figure(quantile(delays, share), 1)), figure(statementsPerChange), figure(apiCpuPerChange, 1), figure(engineCpuPerChange, 1), `${figure(100 * clientShare)} %`,
    ]),
  );
  const perMessage = ({ apiCpuPerChange, changes, messages }: Measured): number => (apiCpuPerChange * changes * 1_000) / messages;
  for (const windowMs of [250, 0]) console.log(`window ${windowMs} ms, ${MANY} subscribers: at most ${figure(perMessage(at(windowMs, MANY)))} API CPU-µs a message, submissions included`);
  for (const [name, { statements }] of results) console.log(`${name}: ${statements}`);
  const goal = (windowMs: number, count: number, { share, most }: { share: number; most: number }) => {
    const reached = quantile(at(windowMs, count).delays, share);
    return { what: `window ${windowMs} ms, ${count} watching: p${share * 100}`, wanted: `≤ ${most} ms`, reached: `${figure(reached, 1)} ms`, met: reached <= most };
  };
  const equal = (windowMs: number) => {
    const [one, many] = [at(windowMs, 1).statementsPerChange, at(windowMs, MANY).statementsPerChange];
    return { what: `window ${windowMs} ms: statements a change`, wanted: `equal for 1 and ${MANY}`, reached: `${figure(one)} and ${figure(many)}`, met: one === many };
  };
  printGoals([
    goal(250, 1, { share: 0.5, most: 300 }),
    goal(250, 1, { share: 0.99, most: 600 }),
    goal(250, MANY, { share: 0.5, most: 300 }),
    goal(250, MANY, { share: 0.99, most: 600 }),
    goal(0, 1, { share: 0.99, most: 60 }),
    goal(0, MANY, { share: 0.99, most: 60 }),
    equal(250),
    equal(0),
  ]);
} finally {
  await engine.stop();
}
