import { insertFeedback, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFeedback, measureScore } from '../index.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };

describe('sentiment', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      // Positive from 0.25 on, negative below -0.25, neutral between.
      ...[1, 0.9, 0.25, 0.25, 0.5].map((sentiment) => testFeedback({ sentiment, department: 'Support' })),
      ...[0.249, 0.1, 0, -0.25].map((sentiment) => testFeedback({ sentiment, department: 'Sales' })),
      ...[-0.2501, -1].map((sentiment) => testFeedback({ sentiment })),
      // Nobody judged these; and an employee is no customer.
      testFeedback({ comment: 'late' }),
      testFeedback({ nps: 10 }),
      testFeedback({ sentiment: -1, enps: 3 }),
    ]);
  });
  afterAll(() => store.drop());

  test('5 positive, 4 neutral, 2 negative of 11 is 27.3, and 2 were not judged', async () => {
    const { estimate } = await measureScore(store, { metric: 'sentiment', filter: {}, calendar });
    // P' = 5.75/14, D' = 2.75/14: centre 3/14 = 0.21429, error √((8.5/14 − 0.04592)/14) = 0.20022, so 21.43 ± 39.24.
    expect(estimate).toEqual({ value: expect.closeTo(100 * (3 / 11), 10), low: expect.closeTo(-17.81, 2), high: expect.closeTo(60.67, 2), n: 11, excluded: 2, enough: false });
  });

  test('a net of 0 among neutral ones is not nothing', async () => {
    const { estimate } = await measureScore(store, { metric: 'sentiment', filter: { department: { in: ['Sales'] } }, calendar });
    // P' = D' = 0.75/7: ± 1.96·√((1.5/7)/7)·100 = ± 34.29.
    expect(estimate).toEqual({ value: 0, low: expect.closeTo(-34.29, 2), high: expect.closeTo(34.29, 2), n: 4, excluded: 0, enough: false });
  });

  test('nobody judged: no value', async () => {
    const { estimate } = await measureScore(store, { metric: 'sentiment', filter: { text: 'late' }, calendar });
    expect(estimate).toEqual({ value: null, low: null, high: null, n: 0, excluded: 1, enough: false });
  });

  test('is read as it was sent', async () => {
    const { rows } = await listFeedback(store, { filter: { sentiment: {} }, first: 20, calendar });
    expect(rows.map(({ sentiment }) => sentiment).sort()).toEqual([-0.25, -0.2501, -1, 0, 0.1, 0.249, 0.25, 0.25, 0.5, 0.9, 1].sort());
  });

  // Counted by hand above; 0.1 and 0.249 are no exact Float32.
  test.each([
    [{ min: 0.25 }, 5],
    [{ max: -0.25 }, 3],
    [{ min: 0.1, max: 0.1 }, 1],
    [{ min: 0, max: 0.249 }, 3],
    [{ min: 0.5, max: -0.5 }, 0],
    [{ min: -1e300, max: 1e300 }, 11],
    [{}, 11],
  ])('the filter %j keeps %i', async (sentiment, n) => {
    const { estimate } = await measureScore(store, { metric: 'volume', filter: { sentiment }, calendar });
    expect(estimate.n).toBe(n);
    // Those whom nobody judged are in what is left.
    expect((await measureScore(store, { metric: 'volume', filter: { not: { sentiment } }, calendar })).estimate.n).toBe(13 - n);
  });
});
