import { insertFeedback, repeat, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureWhy } from '../index.ts';

const calendar = { now: Date.UTC(2026, 9, 1), timeZone: 'UTC' };
const period = { from: '2026-09-01', to: '2026-10-01' };
const september = Date.UTC(2026, 8, 10);
const august = Date.UTC(2026, 7, 10);

/** Answers of a department, which also stand in the attribute `team`. */
const answers = (times: number, nps: number, department: string, occurredAt: number): TestFeedback[] => repeat(times, { nps, department, occurredAt, attributes: department === '' ? {} : { team: department } });

describe('why a score changed', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      // August: Support 30 promoters and 10 detractors, 50; Sales 40 passives, 0; Closed 20 promoters, 100. Together 4000/100 = 40.
      ...answers(30, 9, 'Support', august),
      ...answers(10, 3, 'Support', august),
      ...answers(40, 7, 'Sales', august),
      ...answers(20, 10, 'Closed', august),
      // September: Support 10 and 30, −50; Sales 45 promoters and 15 passives, 75. Together (−2000 + 4500)/100 = 25.
      ...answers(10, 9, 'Support', september),
      ...answers(30, 3, 'Support', september),
      ...answers(45, 9, 'Sales', september),
      ...answers(15, 8, 'Sales', september),
      // Gave no nps; an employee; another year.
      ...repeat(5, { csat: 4, department: 'Kiosk', occurredAt: september }),
      testFeedback({ enps: 0, nps: 0, department: 'Support', occurredAt: september }),
      ...answers(7, 0, 'Support', Date.UTC(2025, 8, 10)),
      // Two departments of one answer each in 2024, and more than can be split one by one in 2023.
      ...Array.from({ length: 1_002 }, (_, index) => testFeedback({ nps: index % 11, product: `p${index}`, occurredAt: Date.UTC(2023, 4 + (index % 2), 10) })),
    ]);
  });
  afterAll(() => store.drop());

  test('who answered, and what they said', async () => {
    const why = await measureWhy(store, { metric: 'nps', by: { dimension: 'department' }, filter: { period }, first: 8, calendar });
    expect(why.now).toMatchObject({ value: 25, n: 100, excluded: 5 });
    expect(why.change).toMatchObject({ value: -15, previous: { value: 40, n: 100 } });
    // M = 32.5. Support has 40 % both times: 0.4·(−100). Sales 0.5·75 and (0.6 − 0.4)·(37.5 − 32.5). Closed −0.2·(100 − 32.5).
    const exactly = (number: number): unknown => expect.closeTo(number, 10);
    expect(why.groups).toMatchObject([
      { key: 'Support', now: { value: -50, n: 40 }, before: { value: 50, n: 40 }, share: 40, previousShare: 40, mix: exactly(0), rate: exactly(-40), effect: exactly(-40), verdict: 'down' },
      { key: 'Sales', now: { value: 75, n: 60 }, before: { value: 0, n: 40 }, share: 60, previousShare: 40, mix: exactly(1), rate: exactly(37.5), effect: exactly(38.5), verdict: 'up' },
      { key: 'Closed', now: { value: null, n: 0 }, before: { value: 100, n: 20 }, share: 0, previousShare: 20, mix: exactly(-13.5), rate: 0, effect: exactly(-13.5), verdict: 'too_few_answers' },
    ]);
    expect(why).toMatchObject({ mix: exactly(-12.5), rate: exactly(-2.5), other: null, otherGroups: 0 });
  });

  test('what is pooled keeps the parts of its groups', async () => {
    const why = await measureWhy(store, { metric: 'nps', by: { dimension: 'department' }, filter: { period }, first: 1, calendar });
    expect(why.groups.map(({ key }) => key)).toEqual(['Support']);
    expect(why.otherGroups).toBe(2);
    // Sales and Closed: 60 answers of 75 now; 40 of 0 and 20 of 100, a third of 100, before.
    expect(why.other).toMatchObject({ key: '', now: { value: 75, n: 60 }, before: { value: expect.closeTo(100 / 3, 10), n: 60 }, share: 60, previousShare: 60, mix: expect.closeTo(-12.5, 10), rate: expect.closeTo(37.5, 10), effect: expect.closeTo(25, 10), verdict: 'up' });
    expect(why).toMatchObject({ mix: expect.closeTo(-12.5, 10), rate: expect.closeTo(-2.5, 10) });
  });

  test('by an attribute it says the same', async () => {
    const [byDimension, byAttribute] = await Promise.all([{ dimension: 'department' as const }, { attribute: 'team' }].map((by) => measureWhy(store, { metric: 'nps', by, filter: { period }, first: 8, calendar })));
    expect(byAttribute?.groups).toEqual(byDimension?.groups);
    expect(byAttribute?.grouping).toEqual({ attribute: 'team' });
  });

  test('against another period', async () => {
    const why = await measureWhy(store, { metric: 'nps', by: { dimension: 'department' }, filter: { period }, compareWith: { from: '2025-09-01', to: '2025-10-01' }, first: 8, calendar });
    expect(why.change).toMatchObject({ value: 125, previous: { value: -100, n: 7 } });
    expect(why.mix + why.rate).toBeCloseTo(125, 10);
  });

  test('a side on which nobody answered: no change, no parts', async () => {
    const why = await measureWhy(store, { metric: 'nps', by: { dimension: 'department' }, filter: { period }, compareWith: { from: '2020-01-01', to: '2020-02-01' }, first: 8, calendar });
    expect(why).toMatchObject({ change: { value: null, verdict: 'too_few_answers' }, mix: 0, rate: 0 });
    expect(why.groups.map(({ key, share, previousShare, effect }) => [key, share, previousShare, effect])).toEqual([['Sales', 60, null, 0], ['Support', 40, null, 0]]);
  });

  test('more groups than are split one by one: the parts still add up', async () => {
    const why = await measureWhy(store, { metric: 'nps', by: { dimension: 'product' }, filter: { period: { from: '2023-06-01', to: '2023-07-01' } }, first: 3, calendar });
    expect(why.groups).toHaveLength(3);
    expect(why.otherGroups).toBe(999);
    expect(why.now.n + why.change.previous.n).toBe(1_002);
    expect(Math.abs(why.mix + why.rate - (why.change.value ?? Number.NaN))).toBeLessThan(1e-9);
    const shown = why.groups.reduce((sum, { effect }) => sum + effect, why.other?.effect ?? Number.NaN);
    expect(Math.abs(shown - (why.change.value ?? Number.NaN))).toBeLessThan(1e-9);
  });

  test('it needs a period, and a sensible first', async () => {
    await expect(measureWhy(store, { metric: 'nps', by: { dimension: 'department' }, filter: {}, first: 8, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(measureWhy(store, { metric: 'nps', by: { dimension: 'department' }, filter: { period }, first: 0, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
