import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureScore } from '../index.ts';
import { insertFeedback, testFeedback } from '../testing/feedback-rows.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };

describe('CES', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      ...[5, 6, 7, 4, 6].map((ces) => testFeedback({ ces })),
      // Other questions: the 5-point form, and CES 1.0, where high is hard.
      testFeedback({ ces: 5, cesScale: 5 }),
      testFeedback({ ces: 1, cesScale: 5, cesVersion: '1.0', cesDirection: 'high_is_hard' }),
      testFeedback({ ces: 1, cesDirection: 'high_is_hard' }),
      testFeedback({ nps: 3 }),
    ]);
  });
  afterAll(() => store.drop());

  test('the mean of 5, 6, 7, 4, 6 is 5.6, 4.18 to the end of the scale; other forms are left out', async () => {
    const { estimate } = await measureScore(store, { metric: 'ces', filter: {}, calendar });
    expect(estimate).toEqual({ value: 5.6, low: expect.closeTo(4.184, 3), high: 7, n: 5, excluded: 4, enough: false });
  });

  test('4 of 5 found it easy: 80 %, Wilson 37.6 % to 96.4 %', async () => {
    const { estimate } = await measureScore(store, { metric: 'cesEasy', filter: {}, calendar });
    expect(estimate).toEqual({ value: 80, low: expect.closeTo(37.6, 1), high: expect.closeTo(96.4, 1), n: 5, excluded: 4, enough: false });
  });
});
