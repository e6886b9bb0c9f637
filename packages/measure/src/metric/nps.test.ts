import { insertFeedback, repeat, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureScore } from '../index.ts';
import { nps } from './nps.metric.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };

describe('NPS from counts', () => {
  test('50 promoters, 33 passives, 17 detractors: 33.0, 17.6 to 46.5', () => {
    const sampled = nps.estimate({ promoters: 50, detractors: 17, n: 100 });
    expect(sampled?.value).toBe(33);
    expect(sampled?.low).toBeCloseTo(17.6, 1);
    expect(sampled?.high).toBeCloseTo(46.5, 1);
  });
});

describe('NPS from rows', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      ...repeat(3, { nps: 9 }),
      ...repeat(2, { nps: 10 }),
      ...repeat(1, { nps: 8 }),
      ...repeat(1, { nps: 7 }),
      ...repeat(2, { nps: 6 }),
      ...repeat(1, { nps: 0 }),
      // This one did not answer the question; and an employee is no customer.
      testFeedback({ csat: 5 }),
      testFeedback({ enps: 9 }),
    ]);
  });
  afterAll(() => store.drop());

  test('counts 5 promoters and 3 detractors among 10 answers, and 1 row that did not answer', async () => {
    const { estimate, period, change } = await measureScore(store, { metric: 'nps', filter: {}, calendar });
    expect(estimate).toMatchObject({ value: 20, n: 10, excluded: 1, enough: false });
    expect(period).toBeNull();
    expect(change).toBeNull();
  });

  test('nobody answered: no value, no interval', async () => {
    const { estimate } = await measureScore(store, { metric: 'nps', filter: { department: { in: ['Nowhere'] } }, calendar });
    expect(estimate).toEqual({ value: null, low: null, high: null, n: 0, excluded: 0, enough: false });
  });
});
