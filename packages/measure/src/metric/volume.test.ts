import { insertFeedback, repeat, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureBreakdown, measureScore, measureTrend } from '../index.ts';

const calendar = { now: Date.UTC(2026, 5, 20), timeZone: 'UTC' };
const [april, may] = [Date.UTC(2026, 3, 10), Date.UTC(2026, 4, 10)];
const filter = { period: { from: '2026-05-01', to: '2026-06-01' } };
const of = (department: string) => ({ ...filter, department: { in: [department] } });

describe('volume', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      ...repeat(10, { department: 'Support', occurredAt: may, nps: 3 }),
      ...repeat(25, { department: 'Support', occurredAt: april, comment: 'late' }),
      ...repeat(4, { department: 'Sales', occurredAt: may }),
      ...repeat(40, { department: 'Closed', occurredAt: april }),
      testFeedback({ department: 'Support', occurredAt: may, enps: 10 }),
    ]);
  });
  afterAll(() => store.drop());

  test('10 is 10, 4.8 to 18.4 by the exact Poisson interval, and nothing is excluded', async () => {
    const { estimate, change } = await measureScore(store, { metric: 'volume', filter: of('Support'), calendar });
    expect(estimate).toEqual({ value: 10, low: expect.closeTo(4.795, 3), high: expect.closeTo(18.39, 3), n: 10, excluded: 0, enough: true });
    // 31 days before May: 25. z = −15/√(35 + 1.9208) = −2.47, and the interval −15 ± 1.96·6.0763.
    expect(change).toMatchObject({ value: -15, low: expect.closeTo(-26.91, 2), high: expect.closeTo(-3.09, 2), verdict: 'down', previous: { value: 25, n: 25 } });
  });

  test('none is a true 0 with an interval, in a score, a breakdown and a trend', async () => {
    const { estimate, change } = await measureScore(store, { metric: 'volume', filter: of('Closed'), calendar });
    // −ln 0.025 = 3.6889
    expect(estimate).toEqual({ value: 0, low: 0, high: expect.closeTo(3.6889, 4), n: 0, excluded: 0, enough: true });
    // z = −40/√41.92: a fall to nothing is news, though nothing is few.
    expect(change).toMatchObject({ value: -40, verdict: 'down' });
    const trend = await measureTrend(store, { metric: 'volume', filter: of('Sales'), grain: 'week', calendar });
    expect(trend.value).toEqual([0, 4, 0, 0, 0]);
    expect(trend.low).toEqual([0, expect.closeTo(1.09, 2), 0, 0, 0]);
  });

  test('four after none may be chance', async () => {
    const { change } = await measureScore(store, { metric: 'volume', filter: of('Sales'), calendar });
    expect(change).toMatchObject({ value: 4, verdict: 'no_clear_change', previous: { value: 0, n: 0 } });
  });

  test('a breakdown by volume', async () => {
    const { groups, total } = await measureBreakdown(store, { metric: 'volume', by: 'department', filter, first: 10, calendar });
    expect(groups.map(({ key, estimate }) => [key, estimate.value])).toEqual([['Support', 10], ['Sales', 4]]);
    expect(total.value).toBe(14);
  });
});
