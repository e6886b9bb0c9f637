import { insertFeedback, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureScore, type MetricId } from '../index.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };

describe('CES', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      ...[5, 6, 7, 4, 6].map((ces) => testFeedback({ ces })),
      // Other questions: the 5-point form, and CES 1.0, where high is hard.
      ...[5, 4, 5, 2].map((ces) => testFeedback({ ces, cesScale: 5 })),
      ...[1, 2, 4].map((ces) => testFeedback({ ces, cesScale: 5, cesVersion: '1.0', cesDirection: 'high_is_hard' })),
      // No question that anybody asks.
      testFeedback({ ces: 1, cesDirection: 'high_is_hard' }),
      testFeedback({ nps: 3 }),
    ]);
  });
  afterAll(() => store.drop());

  test('the mean of 5, 6, 7, 4, 6 is 5.6, 4.18 to the end of the scale; other forms are left out', async () => {
    const { estimate } = await measureScore(store, { metric: 'ces', filter: {}, calendar });
    expect(estimate).toEqual({ value: 5.6, low: expect.closeTo(4.184, 3), high: 7, n: 5, excluded: 9, enough: false });
  });

  test('4 of 5 found it easy: 80 %, Wilson 37.6 % to 96.4 %', async () => {
    const { estimate } = await measureScore(store, { metric: 'cesEasy', filter: {}, calendar });
    expect(estimate).toEqual({ value: 80, low: expect.closeTo(37.6, 1), high: expect.closeTo(96.4, 1), n: 5, excluded: 9, enough: false });
  });

  test.each<[MetricId, object]>([
    // 5, 4, 5, 2: the mean is 4, s² = (1 + 0 + 1 + 4)/3 = 2, so 4 ± 3.1824·√(2/4) = ± 2.2503, cut at the end of the scale.
    ['ces5', { value: 4, low: expect.closeTo(1.7497, 4), high: 5, n: 4, excluded: 10 }],
    // 3 of 4: Wilson's centre (3 + 1.9208)/7.8416 = 0.62753, half 1.96/7.8416·√(4·0.75·0.25 + 0.9604) = 0.32690.
    ['ces5Easy', { value: 75, low: expect.closeTo(30.06, 2), high: expect.closeTo(95.44, 2), n: 4, excluded: 10 }],
    // 1, 2, 4: the mean is 7/3, s² = (16 + 1 + 25)/9/2 = 7/3, so 2.3333 ± 4.3027·√(7/9) = ± 3.7946, cut at both ends.
    ['ces1', { value: expect.closeTo(7 / 3, 10), low: 1, high: 5, n: 3, excluded: 11 }],
  ])('%s counts the answers to its own question alone', async (metric, expected) => {
    const { estimate } = await measureScore(store, { metric, filter: {}, calendar });
    expect(estimate).toEqual({ ...expected, enough: false });
  });

  test('for CES 1.0 less is better: a rise of the mean is up, and not good', async () => {
    const { metric } = await measureScore(store, { metric: 'ces1', filter: {}, calendar });
    expect(metric).toMatchObject({ better: 'lower', min: 1, max: 5 });
  });
});
