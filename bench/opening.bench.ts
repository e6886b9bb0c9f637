/**
 * What it costs that rules open loops: how fast loops open for a batch in which every feedback opens one, as a share of how fast the
 * same rows come in; how fast feedback comes in, and is looked at, where ten rules watch and few of it open anything;
 * and how soon after its acceptance a single feedback has its loop. Collector and opener share this process, as they do in Heed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createCollector, type Collector } from '@heed/collect';
import type { FeedbackInput, FilterCondition } from '@heed/domain';
import { createLoops, createOpener, type LoopSettings, type Opener, type Rule } from '@heed/loops';
import { openDatabase } from '@heed/store';
import { startEngine } from './support/engine.ts';
import { figure, mustEqual, printGoals, printTable, spread } from './support/print.ts';
import { costOf, loadAverage } from './support/process-figures.ts';
import { makeRows, type Row } from './support/rows.ts';
import { median, quantile } from './support/stats.ts';
import { makeWorkplace } from './support/workplace.ts';

const ROUNDS = 3;
const ROWS = 100_000;
const SINGLE_SECONDS = 15;
const SINGLE_EVERY_MS = 20;

const rule = (name: string, change: Partial<Rule> & { when: FilterCondition }): Rule => ({
  name, order: 1, enabled: true, repeatedWithinDays: null, department: 'Support', departmentFromAttribute: null, priority: 'normal', owner: { by: 'round_robin' }, watchers: [], last: false, ...change,
});
const EVERYTHING = [rule('Everything', { when: { source: { notIn: ['nowhere'] } } })];
/** Ten kinds of conditions, none of which holds for much: some 1 in 100 rows opens a loop. */
const TEN = [
  rule('Worst', { when: { nps: { max: 0 }, contactRequested: true } }),
  rule('Legal', { when: { text: 'lawyer' } }),
  rule('Refund', { when: { text: 'refund refused' } }),
  rule('Furious', { when: { sentiment: { max: -0.99 } } }),
  rule('Unhappy twice', { when: { nps: { max: 1 } }, repeatedWithinDays: 30 }),
  rule('Vip', { when: { segment: { in: ['Enterprise'] }, nps: { max: 1 }, hasComment: true } }),
  rule('Hard', { when: { ces: { max: 1 }, contactRequested: true } }),
  rule('Dissatisfied', { when: { csat: { max: 1 }, csatScale: 5, contactRequested: true } }),
  rule('Gold', { when: { attributes: [{ key: 'plan', in: ['gold'] }] } }),
  rule('Either', { when: { or: [{ text: 'cancel contract' }, { text: 'data breach' }], not: { channel: { in: ['Test'] } } } }),
];

const settingsOf = (rules: Rule[]): LoopSettings => ({
  version: 1,
  departments: new Map(),
  people: new Map(['anna', 'bo', 'cem'].map((key) => [key, { key, name: key, email: '', departments: ['Support'], language: 'en', available: true }])),
  rules, rootCauses: [], actions: [], templates: new Map(),
  reask: { enabled: false, afterMs: 0, template: '' },
});

const workplace = makeWorkplace();
const engine = await startEngine(workplace.folder('engine'));
const pids = { process: process.pid, engine: engine.pid };
const now = Date.now();
const rows = makeRows(ROWS, { seed: 1, now });
let number = 0;

interface Opening {
  collector: Collector;
  opener: Opener;
  /** Another opener over the same store, not started. */
  another: () => Opener;
  /** How many loops there are. */
  loops: () => Promise<number>;
  close: () => Promise<void>;
}

/** A store with rules of its own, so that no round finds what another left. */
async function open(rules: Rule[], onOpened?: (feedbackId: string) => void): Promise<Opening> {
  const database = `opening_${++number}`;
  const store = await openDatabase({ url: engine.url, username: engine.username, password: engine.password, database });
  const settings = settingsOf(rules);
  const onError = (error: unknown): void => {
    throw error;
  };
  const loops = createLoops({
    store, settings: () => settings, letters: { write: () => Promise.resolve() }, onError,
    onAppend: ({ loops: changed }) => {
      for (const { events } of changed) for (const event of events) if (event.type === 'opened' && event.feedbackId !== null) onOpened?.(event.feedbackId);
    },
  });
  const another = (): Opener => createOpener({ loops, store, settings: () => settings, onError });
  const opener = another();
  const collector = createCollector({ store, onCommit: opener.wake });
  opener.start();
  await opener.caughtUp();
  return {
    collector, opener, another,
    loops: async () => Number((await engine.query(`SELECT count() FROM ${database}.loops FINAL`)).trim()),
    async close() {
      await collector.close();
      await opener.stop();
      await loops.close();
      await store.close();
      await engine.query(`DROP DATABASE ${database}`);
      await engine.settle();
    },
  };
}

/** The rows under new ids; of customers of their own where each is to open a loop. */
function fresh(prefix: string, { alone }: { alone: boolean }): FeedbackInput[] {
  return rows.map((row: Row, index) => {
    const { enps: _enps, customer, anonymous: _anonymous, ...said } = row;
    const given = { ...said, externalId: `${prefix}-${index}`, ...(said.nps === undefined && said.csat === undefined && said.ces === undefined && !said.comment ? { nps: 5 } : {}) };
    return alone ? { ...given, customer: { id: `${prefix}-${index}` } } : { ...given, ...(customer ? { customer } : {}) };
  });
}

const figures = new Map<string, { rate: number; cpu: { process: number; engine: number } }[]>();
async function measured(name: string, work: () => Promise<unknown>): Promise<number> {
  const { wallMs, cpu } = await costOf(pids, work);
  const list = figures.get(name) ?? [];
  list.push({ rate: (ROWS / wallMs) * 1_000, cpu });
  figures.set(name, list);
  return wallMs;
}
const rates = (name: string): number[] => (figures.get(name) ?? []).map(({ rate }) => rate);
const share = (name: string, of: string): number => (100 * median(rates(name))) / median(rates(of));
/** CPU time a row in microseconds, which other work on the machine changes less than wall time. */
const cpuOf = (name: string, who: 'process' | 'engine'): number => median((figures.get(name) ?? []).map(({ cpu }) => (cpu[who] * 1_000) / ROWS));
const cpuTimes = (name: string): number => (cpuOf(name, 'process') + cpuOf(name, 'engine')) / (cpuOf(PLAIN, 'process') + cpuOf(PLAIN, 'engine'));

const PLAIN = 'plain ingest, no rule';
const OPENING = 'opening a loop for each row, after ingest';
const TOGETHER = 'ingest and a loop for each row, together';
const WATCHED = 'ingest, ten rules, until all is looked at';

async function submit(collector: Collector, input: FeedbackInput[]): Promise<void> {
  const receipts = await collector.submitBatch(input);
  mustEqual(receipts.filter(({ status }) => status === 'accepted').length, ROWS, 'accepted');
}

const latencies: number[] = [];
let opened = 0;
try {
  const loadBefore = loadAverage();
  // Unmeasured: nobody judges a machine while its code is still being compiled.
  const warm = await open(EVERYTHING);
  await warm.collector.submitBatch(fresh('warm', { alone: true }).slice(0, 20_000));
  await warm.opener.caughtUp();
  await warm.close();

  for (let round = 1; round <= ROUNDS; round++) {
    const plain = await open([]);
    const plainRows = fresh(`plain-${round}`, { alone: true });
    await measured(PLAIN, () => submit(plain.collector, plainRows));
    await plain.close();

    const after = await open(EVERYTHING);
    await after.opener.stop();
    const afterRows = fresh(`after-${round}`, { alone: true });
    await submit(after.collector, afterRows);
    const second = after.another();
    await measured(OPENING, async () => {
      second.start();
      await second.caughtUp();
    });
    mustEqual(await after.loops(), ROWS, 'loops');
    await second.stop();
    await after.close();

    const together = await open(EVERYTHING);
    const togetherRows = fresh(`together-${round}`, { alone: true });
    await measured(TOGETHER, async () => {
      await submit(together.collector, togetherRows);
      await together.opener.caughtUp();
    });
    mustEqual(await together.loops(), ROWS, 'loops');
    await together.close();

    const watched = await open(TEN);
    const watchedRows = fresh(`watched-${round}`, { alone: false });
    await measured(WATCHED, async () => {
      await submit(watched.collector, watchedRows);
      await watched.opener.caughtUp();
    });
    opened = await watched.loops();
    await watched.close();
  }

  const waiting = new Map<string, number>();
  const single = await open([rule('Every', { when: { contactRequested: true } }), ...TEN], (feedbackId) => {
    const since = waiting.get(feedbackId);
    if (since !== undefined) latencies.push(performance.now() - since);
    waiting.delete(feedbackId);
  });
  const until = performance.now() + SINGLE_SECONDS * 1_000;
  const answers: Promise<unknown>[] = [];
  for (let index = 0; performance.now() < until; index++) {
    answers.push(
      single.collector.submit({ source: 'single', externalId: String(index), nps: index % 11, contactRequested: true }).then((receipt) => {
        if (receipt.status === 'accepted') waiting.set(receipt.feedbackId, performance.now());
      }),
    );
    await sleep(SINGLE_EVERY_MS);
  }
  await Promise.all(answers);
  await single.opener.caughtUp();
  mustEqual(await single.loops(), answers.length, 'loops of single feedback');
  await single.close();

  console.log(`${ROUNDS} rounds of ${figure(ROWS)} rows; medians, in brackets the lowest and the highest; load average ${loadBefore} before, ${loadAverage()} after.`);
  printTable(
    ['what', 'rows/s', '% of plain ingest', 'process CPU-µs/row', 'engine CPU-µs/row', 'CPU ÷ plain ingest'],
    [...figures.keys()].map((name) => [name, spread(rates(name)), figure(share(name, PLAIN)), figure(cpuOf(name, 'process'), 1), figure(cpuOf(name, 'engine'), 1), figure(cpuTimes(name), 1)]),
  );
  console.log(`\nten rules opened ${figure(opened)} loops for ${figure(ROWS)} rows`);
  console.log(`single feedback, ${1_000 / SINGLE_EVERY_MS} a second: accepted to its loop p50 ${figure(quantile(latencies, 0.5))} ms, p99 ${figure(quantile(latencies, 0.99))} ms, max ${figure(quantile(latencies, 1))} ms`);
  printGoals([{ what: 'behind, single feedback, p99', wanted: '≤ 2,000 ms', reached: `${figure(quantile(latencies, 0.99))} ms`, met: quantile(latencies, 0.99) <= 2_000 }]);
} finally {
  await engine.stop();
}
