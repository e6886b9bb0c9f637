import { insertFeedback, repeat, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureBreakdown, measureExploration, measureScore, measureTrend, type ExplorationQuestion, type ExplorationRow } from '../index.ts';

// Thursday, 1 October 2026 in Berlin.
const calendar = { now: Date.parse('2026-10-01T12:00:00+02:00'), timeZone: 'Europe/Berlin' };
const september = Date.parse('2026-09-10T10:00:00Z');
const august = Date.parse('2026-08-10T10:00:00Z');
const filter = { period: { from: '2026-09-01', to: '2026-10-01' } };
const local = (text: string) => Date.parse(`${text}T00:00:00+02:00`);

/** A row in one line: keys, pooled values, and n and value of each metric. */
const line = ({ keys, pooled, cells }: ExplorationRow) => [...keys, ...pooled, ...cells.flatMap(({ estimate: { n, value } }) => [n, value])];

describe('an exploration', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      // Support: by plan pro 20 promoters and 10 detractors, free 10 detractors; 40 promoters in August, of a plan that ended.
      ...repeat(20, { department: 'Support', nps: 9, occurredAt: september, attributes: { plan: 'pro' } }),
      ...repeat(10, { department: 'Support', nps: 2, occurredAt: september, attributes: { plan: 'pro' } }),
      ...repeat(10, { department: 'Support', nps: 2, occurredAt: september, attributes: { plan: 'free' } }),
      ...repeat(40, { department: 'Support', nps: 9, occurredAt: august, attributes: { plan: 'old' } }),
      // Sales: 35 passives, of whom 5 are satisfied; as many passives in August.
      ...repeat(30, { department: 'Sales', nps: 7, occurredAt: september, attributes: { plan: 'free' } }),
      ...repeat(5, { department: 'Sales', nps: 7, csat: 5, occurredAt: september }),
      ...repeat(35, { department: 'Sales', nps: 8, occurredAt: august }),
      // Few, and as many in each of two departments: the name decides.
      ...repeat(2, { department: 'Billing', nps: 10, occurredAt: september, attributes: { plan: 'pro' } }),
      ...repeat(2, { department: 'Accounts', nps: 0, occurredAt: september, attributes: { plan: 'team' } }),
      // Gave no nps, and one department was there in August only.
      ...repeat(6, { department: 'Kiosk', csat: 2, occurredAt: september }),
      ...repeat(5, { department: 'Closed', nps: 4, occurredAt: august }),
      // An employee is no customer.
      testFeedback({ department: 'Support', enps: 9, occurredAt: september }),
    ]);
  });
  afterAll(() => store.drop());

  const ask = (question: ExplorationQuestion, options: { all?: boolean } = {}) => measureExploration(store, { question, calendar, ...options });

  test('several metrics, most answers of the first one first, the rest pooled by adding counts', async () => {
    const { metrics, by, rows, total, period, previousPeriod, buckets } = await ask({ metrics: ['nps', 'csat5'], by: [{ dimension: 'department' }], filter, first: 2 });
    expect(metrics.map(({ id }) => id)).toEqual(['nps', 'csat5']);
    expect({ by, buckets, previousPeriod }).toEqual({ by: [{ dimension: 'department' }], buckets: [], previousPeriod: null });
    expect(period).toEqual({ from: local('2026-09-01'), to: local('2026-10-01') });
    expect(rows.map(line)).toEqual([
      // (20 − 20) / 40
      ['Support', 0, 40, 0, 0, null],
      ['Sales', 0, 35, 0, 5, 100],
      // Accounts 2 detractors, Billing 2 promoters, Kiosk 6 unsatisfied.
      ['', 3, 4, 0, 6, 0],
    ]);
    // 40 + 35 + 4 answers, 20 + 2 − 20 − 2 of them promoters; 5 of 11 satisfied; five departments.
    expect(line(total)).toEqual(['', 5, 79, 0, 11, (5 / 11) * 100]);
    expect(rows[2]?.cells[0]).toMatchObject({ estimate: { excluded: 6, enough: false }, change: null, value: null, low: null, high: null, n: null });
  });

  test('with room for all nothing is pooled; ties are in the order of the values', async () => {
    const { rows } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }], filter });
    expect(rows.map(({ keys, pooled, cells }) => [...keys, ...pooled, cells[0]?.estimate.n])).toEqual([['Support', 0, 40], ['Sales', 0, 35], ['Accounts', 0, 2], ['Billing', 0, 2], ['Kiosk', 0, 0]]);
  });

  test('two groupings: the rest of the second within each of the first, and the rest of the first without a split', async () => {
    const { rows, total } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }, { attribute: 'plan' }], filter, first: 2, firstWithin: 1 });
    expect(rows.map(line)).toEqual([
      // (20 − 10) / 30
      ['Support', 'pro', 0, 0, 30, expect.closeTo(100 / 3, 9)],
      ['Support', '', 0, 1, 10, -100],
      ['Sales', 'free', 0, 0, 30, 0],
      // Five of Sales came without a plan: pooled, because only one plan is told apart.
      ['Sales', '', 0, 1, 5, 0],
      // Accounts with team, Billing with pro and Kiosk with none: three departments, three plans.
      ['', '', 3, 3, 4, 0],
    ]);
    // Five departments; pro, free, team and none.
    expect(line(total)).toEqual(['', '', 5, 4, 79, 0]);
  });

  test('a value that was not given is a group, and no pool', async () => {
    const { rows } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }, { attribute: 'plan' }], filter: { ...filter, department: { in: ['Sales'] } } });
    expect(rows.map(line)).toEqual([
      ['Sales', 'free', 0, 0, 30, 0],
      ['Sales', '', 0, 0, 5, 0],
    ]);
  });

  test('changes: of each row against its own past, of the total against all of it', async () => {
    const { rows, total, previousPeriod } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }], filter, first: 1, compare: true });
    // 30 days, as September has.
    expect(previousPeriod).toEqual({ from: local('2026-08-02'), to: local('2026-09-01') });
    expect(rows[0]?.cells[0]?.change).toMatchObject({ value: -100, verdict: 'down', previous: { value: 100, n: 40 } });
    // Of what is pooled, only Sales was there in August: 35 passives.
    expect(rows[1]).toMatchObject({ keys: [''], pooled: [4], cells: [{ estimate: { n: 39 }, change: { previous: { n: 35, value: 0 } } }] });
    // Closed has no row, but its 5 detractors are part of what was: (40 − 5) / 80.
    expect(total.cells[0]?.change?.previous).toMatchObject({ n: 80, value: 43.75 });
  });

  test('changes of a second grouping: what a plan was then, and no row for one that ended', async () => {
    const { rows } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }, { attribute: 'plan' }], filter: { ...filter, department: { in: ['Support', 'Sales'] } }, first: 1, compareWith: { from: '2026-08-01', to: '2026-09-01' } });
    expect(rows.map(({ keys, pooled, cells }) => [...keys, ...pooled, cells[0]?.change?.previous.n])).toEqual([
      ['Support', 'pro', 0, 0, 0],
      ['Support', 'free', 0, 0, 0],
      // Sales as a whole, whatever its plans were.
      ['', '', 1, 2, 35],
    ]);
  });

  test('without groupings one row, which is the score; of nothing as well', async () => {
    const { rows, total } = await ask({ metrics: ['nps', 'csat5', 'ces'], filter, compare: true });
    expect(rows).toEqual([total]);
    const score = await measureScore(store, { metric: 'nps', filter, calendar });
    expect(rows[0]).toMatchObject({ keys: [], pooled: [], cells: [{ estimate: score.estimate }, { estimate: { n: 11 } }, { estimate: { n: 0, value: null } }] });
    expect(rows[0]?.cells[0]?.change?.previous).toEqual(score.change?.previous);

    const nothing = await ask({ metrics: ['nps'], filter: { source: { in: ['none'] } } });
    expect(nothing).toMatchObject({ period: null, rows: [{ keys: [], cells: [{ estimate: { n: 0, value: null, excluded: 0 } }] }] });
    const noGroups = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }], filter: { ...filter, source: { in: ['none'] } }, grain: 'week' });
    expect(noGroups).toMatchObject({ rows: [], total: { keys: [''], pooled: [0], cells: [{ n: [0, 0, 0, 0, 0], value: [null, null, null, null, null] }] } });
  });

  test('over time: columns for each row, gaps as null, and the buckets of a trend', async () => {
    const { buckets, rows, total } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }], filter, grain: 'week', first: 1 });
    const trend = await measureTrend(store, { metric: 'nps', filter, grain: 'week', calendar });
    expect(buckets).toEqual(trend.from.map((from, index) => ({ from, to: trend.to[index] })));
    // All of September came on the 10th, in the second of five weeks.
    expect(rows[0]?.cells[0]).toMatchObject({ value: [null, 0, null, null, null], n: [0, 40, 0, 0, 0], estimate: { n: 40 } });
    expect(rows[1]?.cells[0]).toMatchObject({ n: [0, 39, 0, 0, 0] });
    expect(total.cells[0]).toMatchObject({ value: trend.value, low: trend.low, high: trend.high, n: trend.n });
  });

  test('rolling: counts of the last buckets added up, those before the period included', async () => {
    const question: ExplorationQuestion = { metrics: ['nps'], by: [{ dimension: 'department' }], filter, grain: 'month', rolling: 2, first: 1, compare: true };
    const { rolling, rows, total } = await ask(question);
    expect(rolling).toBe(2);
    // August 40 promoters, September 20 and 20 detractors: (60 − 20) / 80, and not the mean of 100 and 0.
    expect(rows[0]?.cells[0]).toMatchObject({ n: [80], value: [50], estimate: { n: 40, value: 0 } });
    // What ended in August is part of the total's window: 79 + 40 + 35 + 5.
    expect(total.cells[0]).toMatchObject({ n: [159], estimate: { n: 79 } });
    // What it is compared with overlaps the window, and is counted in both: from 2 August.
    expect(rows[0]?.cells[0]?.change?.previous.n).toBe(40);
  });

  test('the same groups as a breakdown', async () => {
    const { rows, total } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }], filter, first: 3, compare: true });
    const breakdown = await measureBreakdown(store, { metric: 'nps', by: 'department', filter, first: 3, calendar });
    expect(rows.slice(0, 3).map(({ keys, cells }) => ({ key: keys[0], estimate: cells[0]?.estimate, change: cells[0]?.change }))).toEqual(breakdown.groups);
    expect(rows[3]).toMatchObject({ pooled: [breakdown.otherGroups], cells: [{ estimate: breakdown.other }] });
    expect(total.cells[0]?.estimate).toEqual(breakdown.total);
  });

  test('all groups, without pooling, for an export', async () => {
    const { rows } = await ask({ metrics: ['nps'], by: [{ dimension: 'department' }, { attribute: 'plan' }], filter, first: 1, firstWithin: 1 }, { all: true });
    expect(rows.map(({ keys, pooled, cells }) => [...keys, ...pooled, cells[0]?.estimate.n])).toEqual([
      ['Support', 'pro', 0, 0, 30],
      ['Support', 'free', 0, 0, 10],
      ['Sales', 'free', 0, 0, 30],
      ['Sales', '', 0, 0, 5],
      ['Accounts', 'team', 0, 0, 2],
      ['Billing', 'pro', 0, 0, 2],
      ['Kiosk', '', 0, 0, 0],
    ]);
  });
});
