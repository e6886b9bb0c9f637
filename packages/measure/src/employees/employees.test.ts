import { insertFeedback, repeat, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { createJournal } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { measureBreakdown, measureEmployeeBreakdown, measureEmployeeScore, measureEmployeeTrend, measureScore, measureScores, measureTrend, releaseAtOnce, withdrawReleases } from '../index.ts';

const timeZone = 'Europe/Berlin';
/** 15 August 2026: the third quarter runs. */
const calendar = { now: Date.parse('2026-08-15T12:00:00+02:00'), timeZone };
const winter = Date.parse('2026-02-10T10:00:00+01:00');
const spring = Date.parse('2026-05-10T10:00:00+02:00');
const q1 = { period: { from: '2026-01-01', to: '2026-04-01' } };
const q2 = { period: { from: '2026-04-01', to: '2026-07-01' } };
const both = { period: { last: { count: 2, unit: 'quarter' as const, complete: true } } };
const local = (text: string) => Date.parse(text);

/** So many promoters, passives and detractors. */
const answers = (department: string, occurredAt: number, [promoters, passives, detractors]: readonly [number, number, number]): TestFeedback[] => [
  ...repeat(promoters, { department, occurredAt, enps: 9 }),
  ...repeat(passives, { department, occurredAt, enps: 7 }),
  ...repeat(detractors, { department, occurredAt, enps: 6, comment: 'my boss' }),
];

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(async () => {
  for (const table of ['feedback', 'journal']) await store.command(`TRUNCATE TABLE ${table}`);
});

const score = async (filter: Parameters<typeof measureEmployeeScore>[1]['filter'], now = calendar.now) => (await measureEmployeeScore(store, { filter, calendar: { now, timeZone } })).estimate;
const events = () => createJournal(store).read('employees');

describe('eNPS of two quarters', () => {
  beforeEach(() =>
    insertFeedback(store, [
      ...answers('Support', winter, [5, 0, 0]),
      ...answers('Sales', winter, [0, 0, 5]),
      ...answers('Billing', winter, [0, 6, 0]),
      ...answers('Support', spring, [5, 1, 2]),
      ...answers('Sales', spring, [1, 2, 3]),
      ...answers('Billing', spring, [2, 0, 0]),
      ...answers('Marketing', spring, [0, 0, 1]),
      // The quarter that runs is not over, and customers are no employees.
      ...answers('Support', local('2026-07-01T00:00:00+02:00'), [9, 0, 0]),
      ...repeat(20, { department: 'Support', occurredAt: spring, nps: 0 }),
    ]),
  );

  test('a score, and its change against the quarter before', async () => {
    const result = await measureEmployeeScore(store, { filter: q2, calendar });
    // 8 promoters and 6 detractors of 17.
    expect(result).toMatchObject({ metric: { id: 'enps' }, period: { from: local('2026-04-01T00:00:00+02:00'), to: local('2026-07-01T00:00:00+02:00') } });
    expect(result.estimate).toMatchObject({ value: expect.closeTo(200 / 17, 10), n: 17, excluded: 0, enough: false });
    // The quarter before has 90 days, this one 91: whole quarters are compared. 5 promoters, 5 detractors of 16.
    expect(result.change).toMatchObject({ value: expect.closeTo(200 / 17, 10), verdict: 'too_few_answers', previous: { value: 0, n: 16 }, previousPeriod: { from: local('2026-01-01T00:00:00+01:00'), to: local('2026-04-01T00:00:00+02:00') } });
    const backwards = await measureEmployeeScore(store, { filter: q1, compareWith: q2.period, calendar });
    expect(backwards.change).toMatchObject({ previous: { n: 17 }, previousPeriod: result.period });
  });

  test('a breakdown pools what is too small, and says what it pooled', async () => {
    const breakdown = await measureEmployeeBreakdown(store, { by: 'department', filter: q2, first: 10, calendar });
    // Billing 2 and Marketing 1 are 3; Sales, the smallest of the others, joins: 3 promoters, 4 detractors of 9.
    expect(breakdown.groups.map(({ key, members, estimate }) => [key, members, estimate.n, estimate.value])).toEqual([
      ['Billing + Marketing + Sales', ['Billing', 'Marketing', 'Sales'], 9, expect.closeTo(-100 / 9, 10)],
      ['Support', null, 8, 37.5],
    ]);
    // Before: Billing 6 and Sales 5 together, none of Marketing: −5 of 11.
    expect(breakdown.groups[0]?.change?.previous).toMatchObject({ value: expect.closeTo(-500 / 11, 10), n: 11 });
    expect(breakdown.groups[1]?.change?.previous).toMatchObject({ value: 100, n: 5 });
    expect(breakdown).toMatchObject({ other: null, otherGroups: 0, total: { value: expect.closeTo(200 / 17, 10), n: 17 }, dimension: 'department' });
    const first = await measureEmployeeBreakdown(store, { by: 'department', filter: q2, first: 1, calendar });
    expect(first).toMatchObject({ groups: [{ key: 'Billing + Marketing + Sales' }], other: { value: 37.5, n: 8 }, otherGroups: 1 });
  });

  test('a breakdown of both quarters has the groups that both can show', async () => {
    const breakdown = await measureEmployeeBreakdown(store, { by: 'department', filter: both, first: 10, calendar });
    // 3 promoters, 9 detractors of 20; 10 promoters, 2 detractors of 13.
    expect(breakdown.groups.map(({ key, estimate, change }) => [key, estimate.n, estimate.value, change?.previous.n])).toEqual([
      ['Billing + Marketing + Sales', 20, -30, 0],
      ['Support', 13, expect.closeTo(800 / 13, 10), 0],
    ]);
  });

  test('a group that was shown apart before is compared, one that was cut before is not', async () => {
    const breakdown = await measureEmployeeBreakdown(store, { by: 'department', filter: q1, compareWith: q2.period, first: 10, calendar });
    expect(breakdown.groups.map(({ key, change }) => [key, change?.previous.n, change?.verdict])).toEqual([['Billing', 0, 'too_few_answers'], ['Sales', 0, 'too_few_answers'], ['Support', 8, 'too_few_answers']]);
  });

  test('a trend has a point a quarter, and a gap where a choice would cut a group', async () => {
    const of = (filter: object) => measureEmployeeTrend(store, { filter: { period: { from: '2025-10-01', to: '2026-07-01' }, ...filter }, calendar });
    expect(await of({})).toMatchObject({ grain: 'quarter', rolling: null, value: [null, 0, expect.closeTo(200 / 17, 10)], n: [0, 16, 17], matched: [0, 16, 17], excluded: [0, 0, 0] });
    expect((await of({})).from[1]).toBe(local('2026-01-01T00:00:00+01:00'));
    expect(await of({ department: { in: ['Sales'] } })).toMatchObject({ value: [null, -100, null], n: [0, 5, 0], matched: [0, 5, 0] });
    await expect(of({ department: { in: ['Marketing'] } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('a choice of departments that is made of whole groups', async () => {
    expect(await score({ ...q2, department: { in: ['Support'] } })).toMatchObject({ value: 37.5, n: 8 });
    expect(await score({ ...q2, department: { notIn: ['Support'] } })).toMatchObject({ n: 9, excluded: 0 });
    // What the asker may see stands in `and`.
    expect(await score({ ...q2, and: [{}, { department: { in: ['Support', 'Kiosk'] } }] })).toMatchObject({ n: 8 });
    expect(await score({ ...q2, department: { in: ['Support'] }, and: [{ department: { in: ['Sales'] } }] })).toMatchObject({ value: null, n: 0 });
    expect(await score({ ...q2, department: {} })).toMatchObject({ n: 17 });
  });

  test.each([
    ['cuts a pooled group', { ...q2, department: { in: ['Sales'] } }, 'only together with others'],
    ['leaves a small group out', { ...q2, department: { notIn: ['Marketing'] } }, 'only together with others'],
    ['cuts a group in one of its quarters', { ...both, department: { in: ['Billing'] } }, 'only together with others'],
    ['narrows by another dimension', { ...q2, region: { in: ['Europe'] } }, 'leave out region'],
    ['narrows by words', { ...q2, text: 'boss' }, 'leave out text'],
    ['narrows by attributes', { ...q2, attributes: [{ key: 'office', in: ['1'] }] }, 'leave out attributes'],
    ['narrows by a score', { ...q2, nps: { min: 1 } }, 'leave out nps'],
    ['joins by or', { ...q2, or: [{ department: { in: ['Support'] } }] }, 'leave out or'],
    ['joins by not, deeper', { ...q2, and: [{ and: [{ not: { department: { in: ['Support'] } } }] }] }, 'leave out not'],
    ['has no period', {}, 'filter.period must be'],
    ['ends in the quarter that runs', { period: { last: { count: 1, unit: 'quarter' as const } } }, 'filter.period must be'],
    ['is a quarter to date', { period: { toDate: 'quarter' as const } }, 'filter.period must be'],
    ['ends a day early', { period: { from: '2026-04-01', to: '2026-06-30' } }, 'filter.period must be'],
    ['starts an hour late', { period: { from: '2026-04-01T01:00:00', to: '2026-07-01' } }, 'filter.period must be'],
    ['is a quarter of another zone', { period: { from: '2026-04-01T00:00:00Z', to: '2026-07-01T00:00:00Z' } }, 'filter.period must be'],
    ['is a month', { period: { last: { count: 1, unit: 'month' as const, complete: true } } }, 'filter.period must be'],
  ])('a question that %s is refused, with what to change and no names', async (_what, filter, words) => {
    await expect(score(filter)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining(words) as string });
    await expect(score(filter)).rejects.not.toMatchObject({ message: expect.stringMatching(/Sales|Marketing|Billing|Europe|boss/) as string });
    await expect(measureEmployeeBreakdown(store, { by: 'department', filter, first: 10, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('so is a period to compare with that is no whole quarter, another division, another grain and a rolling window', async () => {
    await expect(measureEmployeeScore(store, { filter: q2, compareWith: { from: '2026-01-01', to: '2026-03-31' }, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('compareWith must be') as string });
    await expect(measureEmployeeBreakdown(store, { by: 'region', filter: q2, first: 10, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(measureEmployeeTrend(store, { filter: q2, grain: 'month', calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(measureEmployeeTrend(store, { filter: q2, rolling: 2, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(measureEmployeeBreakdown(store, { by: 'department', filter: q2, first: 0, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('no other question answers of employees', async () => {
    const refused = { code: 'BAD_USER_INPUT', message: expect.stringContaining('protected groups') as string };
    await expect(measureScore(store, { metric: 'enps', filter: q2, calendar })).rejects.toMatchObject(refused);
    await expect(measureTrend(store, { metric: 'enps', filter: q2, calendar })).rejects.toMatchObject(refused);
    await expect(measureBreakdown(store, { metric: 'enps', by: 'department', filter: q2, first: 10, calendar })).rejects.toMatchObject(refused);
    await expect(measureScores(store, { metrics: ['nps', 'enps'], filter: q2, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('what was released stays', () => {
  const support = answers('Support', spring, [6, 0, 0]);
  const sales = answers('Sales', spring, [0, 0, 7]);
  const afterwards = local('2026-08-14T10:00:00+02:00');

  async function everything(): Promise<unknown> {
    return [
      await measureEmployeeScore(store, { filter: q2, calendar }),
      await measureEmployeeTrend(store, { filter: both, calendar }),
      await measureEmployeeBreakdown(store, { by: 'department', filter: q2, first: 10, calendar }),
    ];
  }

  test('late answers, corrections, repetitions and erasures move no number by one answer', async () => {
    await insertFeedback(store, [...support, ...sales]);
    const before = await everything();
    const [one, two, three] = support as [TestFeedback, TestFeedback, TestFeedback];
    for (const change of [
      testFeedback({ department: 'Support', occurredAt: spring, receivedAt: afterwards, enps: 0 }),
      { ...one, version: 2, receivedAt: afterwards, enps: 0 },
      { ...two, version: 2, receivedAt: afterwards },
      { ...three, version: 2, receivedAt: afterwards, deleted: true },
      ...repeat(30, { department: 'Marketing', occurredAt: spring, receivedAt: afterwards, enps: 10 }),
    ]) {
      await insertFeedback(store, [change]);
    }
    expect(await everything()).toEqual(before);
    expect(before).toMatchObject([{ estimate: { n: 13, excluded: 0 } }, { n: [0, 13] }, { groups: [{ key: 'Sales', estimate: { n: 7 } }, { key: 'Support', estimate: { n: 6 } }] }]);
    // Nor does another zone, in which the quarter begins at another moment.
    expect(await measureEmployeeScore(store, { filter: q2, calendar: { ...calendar, timeZone: 'Asia/Tokyo' } })).toMatchObject({ estimate: { n: 13 } });
  });

  test('two who ask at once release once', async () => {
    await insertFeedback(store, [...support, ...sales]);
    const asked = await Promise.all(Array.from({ length: 6 }, () => score(q2)));
    expect(asked.map(({ n }) => n)).toEqual([13, 13, 13, 13, 13, 13]);
    expect((await events()).map(({ type, actor }) => [type, actor])).toEqual([['released', 'system']]);
    expect((await events())[0]?.payload).toEqual({
      quarters: [{ quarter: '2026-04-01', groups: [{ departments: ['Support'], counts: { n: 6, promoters: 6, detractors: 0 } }, { departments: ['Sales'], counts: { n: 7, promoters: 0, detractors: 7 } }] }],
    });
  });

  test('until it was taken back', async () => {
    await insertFeedback(store, [...support, ...sales]);
    expect((await score(q2)).n).toBe(13);
    await store.command('TRUNCATE TABLE feedback');
    await withdrawReleases(store, { actor: 'admin', at: calendar.now });
    expect(await score(q2)).toMatchObject({ value: null, n: 0, excluded: 0 });
    await insertFeedback(store, support);
    expect((await score(q2)).n).toBe(6);
    expect((await events()).map(({ type }) => type)).toEqual(['released', 'withdrawn', 'released']);
  });
});

describe('what is not released yet', () => {
  const end = local('2026-07-01T00:00:00+02:00');
  const HOUR = 3_600_000;

  test('waits until the quarter has been over for a day', async () => {
    await insertFeedback(store, answers('Support', end - 1, [6, 0, 0]));
    expect(await score(q2, end)).toMatchObject({ value: null, n: 0, excluded: 6 });
    expect(await score(q2, end + 24 * HOUR - 1)).toMatchObject({ n: 0, excluded: 6 });
    // An answer in the first millisecond of the next quarter is none of this one.
    await insertFeedback(store, answers('Support', end, [1, 0, 0]));
    expect(await score(q2, end + 24 * HOUR)).toMatchObject({ value: 100, n: 6, excluded: 0 });
  });

  test('waits until no answer came in for an hour, as while a file is being imported', async () => {
    const received = calendar.now - HOUR;
    await insertFeedback(store, [...answers('Support', spring, [6, 0, 0]), testFeedback({ department: 'Sales', occurredAt: spring, receivedAt: received + 1, enps: 5 })]);
    expect(await score(q2)).toMatchObject({ n: 0, excluded: 7 });
    // How many of a single department wait is not said.
    expect(await score({ ...q2, department: { in: ['Sales'] } })).toMatchObject({ n: 0, excluded: 0 });
    expect(await score(q2, calendar.now + 1)).toMatchObject({ n: 7, excluded: 0 });
  });

  test('fewer than five in a quarter are left out, while the quarters around them are shown', async () => {
    const autumn = local('2025-11-10T10:00:00+01:00');
    await insertFeedback(store, [...answers('Support', autumn, [6, 0, 0]), ...answers('Support', winter, [0, 0, 4]), ...answers('Support', spring, [0, 0, 5])]);
    const three = { period: { from: '2025-10-01', to: '2026-07-01' } };
    expect(await score(three)).toMatchObject({ value: expect.closeTo(100 / 11, 10), n: 11, excluded: 4 });
    expect(await measureEmployeeTrend(store, { filter: three, calendar })).toMatchObject({ value: [100, null, -100], n: [6, 0, 5], excluded: [0, 4, 0], matched: [6, 4, 5] });
    await insertFeedback(store, answers('Support', winter, [1, 0, 0]));
    expect(await score(three)).toMatchObject({ n: 16, excluded: 0 });
  });

  test('quarters around one that was released before count none of its answers', async () => {
    const autumn = local('2025-11-10T10:00:00+01:00');
    await insertFeedback(store, [...answers('Support', autumn, [6, 0, 0]), ...answers('Support', winter, [0, 0, 9]), ...answers('Support', spring, [0, 5, 0])]);
    expect((await score(q1)).n).toBe(9);
    expect(await measureEmployeeTrend(store, { filter: { period: { from: '2025-10-01', to: '2026-07-01' } }, calendar })).toMatchObject({ value: [100, -100, 0], n: [6, 9, 5] });
  });

  test('is released at once when it is known to be complete', async () => {
    await insertFeedback(store, answers('Support', spring, [6, 0, 0]).map((row) => ({ ...row, receivedAt: calendar.now })));
    expect((await score(q2)).n).toBe(0);
    await releaseAtOnce(store, { since: winter, calendar });
    expect((await score(q2)).n).toBe(6);
    // The quarter that runs is not over even so.
    await insertFeedback(store, answers('Support', calendar.now - HOUR, [9, 0, 0]));
    await releaseAtOnce(store, { since: winter, calendar });
    expect((await events()).map(({ payload }) => (payload as { quarters: { quarter: string }[] }).quarters.map(({ quarter }) => quarter))).toEqual([['2026-04-01']]);
  });
});

test('whatever employees answer, groups add up to the rows, and none is smaller than five in any quarter', async () => {
  const DEPARTMENTS = ['', 'Support', 'Sales', "O'Brien; --", '東亞'];
  const STARTS = ['2025-10-01', '2026-01-01', '2026-04-01', '2026-07-01'];
  const row = fc.record({ department: fc.constantFrom(...DEPARTMENTS), quarter: fc.integer({ min: 0, max: 2 }), enps: fc.integer({ min: 0, max: 10 }), corrected: fc.option(fc.constantFrom(...DEPARTMENTS), { freq: 5 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 70 }), async (given) => {
      for (const table of ['feedback', 'journal']) await store.command(`TRUNCATE TABLE ${table}`);
      const rows = given.map(({ department, quarter, enps }) => testFeedback({ department, enps, occurredAt: Date.parse(`${STARTS[quarter] ?? ''}T12:00:00Z`) + 1 }));
      await insertFeedback(store, rows);
      // What was corrected before the release counts as it is now.
      await insertFeedback(store, rows.flatMap((one, index) => (given[index]?.corrected == null ? [] : [{ ...one, version: 2, department: given[index]?.corrected ?? '' }])));
      const truth = given.map(({ department, corrected, quarter, enps }) => ({ department: corrected ?? department, quarter, enps }));
      const inQuarter = (quarter: number) => truth.filter((one) => one.quarter === quarter);

      for (const [from, to] of [[0, 1], [1, 2], [2, 3], [0, 3]] as const) {
        const quarters = Array.from({ length: to - from }, (_, index) => from + index);
        const counted = quarters.filter((quarter) => inQuarter(quarter).length >= 5);
        const filter = { period: { from: STARTS[from] ?? '', to: STARTS[to] ?? '' } };
        const { groups, total } = await measureEmployeeBreakdown(store, { by: 'department', filter, first: 10, calendar });
        expect(total.n).toBe(counted.flatMap(inQuarter).length);
        expect(total.n + total.excluded).toBe(quarters.flatMap(inQuarter).length);
        const members = groups.map((group) => group.members ?? [group.key]);
        expect(new Set(members.flat()).size).toBe(members.flat().length);
        groups.forEach(({ estimate }, index) => {
          const of = (quarter: number) => inQuarter(quarter).filter(({ department }) => members[index]?.includes(department));
          const found = counted.flatMap(of);
          const net = found.filter(({ enps }) => enps > 8).length - found.filter(({ enps }) => enps < 7).length;
          expect(estimate).toMatchObject({ n: found.length, value: expect.closeTo((100 * net) / found.length, 9) });
          for (const quarter of counted) expect([0, 5, 6, 7, 8, 9]).toContain(Math.min(9, of(quarter).length));
        });
      }
    }),
    { seed: 20261122, numRuns: 20, endOnFailure: true },
  );
}, 120_000);
