import { insertFeedback, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureScore, type MetricId } from '../index.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };

describe('CSAT', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    // One row for each answer on each scale: a scale of s has s answers.
    const rows = [3, 4, 5, 6, 7, 10].flatMap((csatScale) => Array.from({ length: csatScale }, (_, index) => testFeedback({ csat: index + 1, csatScale })));
    await insertFeedback(store, [...rows, testFeedback({ nps: 10 })]);
  });
  afterAll(() => store.drop());

  // 3 + 4 + 5 + 6 + 7 + 10 = 35 rows with a csat and one without; the boxes are top 1, top 2 and top 3.
  test.each<[MetricId, number, number]>([
    ['csat3', 100 / 3, 3],
    ['csat4', 50, 4],
    ['csat5', 40, 5],
    ['csat6', 100 / 3, 6],
    ['csat7', 200 / 7, 7],
    ['csat10', 30, 10],
  ])('%s counts its own scale alone', async (metric, value, n) => {
    const { estimate } = await measureScore(store, { metric, filter: {}, calendar });
    expect(estimate).toMatchObject({ value: expect.closeTo(value, 10), n, excluded: 36 - n, enough: false });
  });

  test('2 of 5 satisfied: Wilson 11.8 % to 76.9 %', async () => {
    const { estimate } = await measureScore(store, { metric: 'csat5', filter: {}, calendar });
    expect(estimate.low).toBeCloseTo(11.8, 1);
    expect(estimate.high).toBeCloseTo(76.9, 1);
  });
});
