import { insertFeedback, insertReadings, repeat, testFeedback, testReading, type TestFeedback, type TestReading } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listThemeComments, measureConcentration, measureThemeTrend } from '../index.ts';

const DAY = 86_400_000;
const calendar = { now: Date.UTC(2026, 4, 29), timeZone: 'UTC' };
const filter = { period: { from: '2026-05-01', to: '2026-05-04' } };
const at = Date.UTC(2026, 4, 1, 12);

describe('one theme', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  async function given(rows: readonly TestFeedback[], reading: Partial<TestReading>): Promise<void> {
    await insertFeedback(store, rows);
    await insertReadings(store, rows.map((row) => testReading(row, reading)));
  }

  beforeAll(async () => {
    store = await openTestStore();
    // On the first day 30 of 40 in the North speak of parcels, and 10 of 60 in the South; on the third day 1 of 2 somewhere.
    await given(repeat(30, { region: 'North', comment: 'late', nps: 0, occurredAt: at }), { themes: ['parcel'], sentiment: -0.5, fold: '7', margin: 0.5 });
    await given(repeat(10, { region: 'North', comment: 'ok', nps: 10, occurredAt: at }), {});
    await given(repeat(10, { region: 'South', comment: 'slow', nps: 5, occurredAt: at + 1 }), { themes: ['price', 'parcel'], fold: '0', margin: 0.6 });
    await given(repeat(50, { region: 'South', comment: 'ok', nps: 10, occurredAt: at }), {});
    await given([testFeedback({ comment: 'quick', nps: 10, occurredAt: at + 2 * DAY })], { themes: ['parcel'], sentiment: 0.9, margin: 0.99, fold: '8' });
    await given([testFeedback({ comment: 'ok', occurredAt: at + 2 * DAY })], {});
    // Not read yet: in no share.
    await insertFeedback(store, repeat(5, { region: 'North', comment: 'unread', occurredAt: at }));
  });
  afterAll(() => store.drop());

  test('over time: its share of what was read, and the score of those who mention it', async () => {
    const { points } = await measureThemeTrend(store, { theme: 'parcel', metric: 'nps', filter, grain: 'day', calendar });
    expect(points.map(({ share, score, sentiment }) => [share.comments, share.of, share.value, score.value, score.n, sentiment.value, sentiment.n])).toEqual([
      // 30 zeros and 10 fives are 40 detractors; 30 judged, all negative.
      [40, 100, 40, -100, 40, -100, 30],
      [0, 0, null, null, 0, null, 0],
      [1, 2, 50, 100, 1, 100, 1],
    ]);
  });

  test('where it concentrates, with a correction for many comparisons', async () => {
    const { groups, groupings, tested } = await measureConcentration(store, { theme: 'parcel', filter, first: 10, calendar });
    const [north, south] = groups.filter(({ grouping }) => grouping.dimension === 'region').sort((a, b) => b.difference - a.difference);
    // 75 % of 40 and 16.7 % of 60.
    expect(north).toMatchObject({ key: 'North', share: { comments: 30, of: 40, value: 75 }, rest: { comments: 10, of: 60 }, difference: expect.closeTo(75 - 100 / 6, 9), clear: true });
    expect(south).toMatchObject({ key: 'South', difference: expect.closeTo(100 / 6 - 75, 9), clear: true });
    expect(tested).toBe(2);
    expect(groupings).toMatchObject([{ grouping: { dimension: 'region' }, groups: 2, comments: 100, clear: true }]);
  });

  test('its comments: near duplicates folded, in each order, page after page', async () => {
    const list = async (order: 'typical' | 'negative' | 'recent', first = 50) => {
      const found: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await listThemeComments(store, { theme: 'parcel', filter, order, first, after, calendar });
        found.push(...page.comments.map(({ comment, copies }) => `${comment} ${copies}`));
        after = page.comments.at(-1)?.cursor;
        if (!page.hasNextPage) return found;
        expect(page.comments).toHaveLength(first);
      }
    };
    const slow = Array<string>(10).fill('slow 1');
    expect(await list('typical')).toEqual(['quick 1', ...slow, 'late 30']);
    expect(await list('typical', 5)).toEqual(await list('typical'));
    expect(await list('negative', 1)).toEqual(['late 30', 'quick 1']);
    expect(await list('recent', 4)).toEqual(['quick 1', ...slow, 'late 30']);
    const [last] = (await listThemeComments(store, { theme: 'parcel', filter, order: 'recent', first: 1, calendar })).comments;
    for (const after of ['', 'x', last?.cursor]) await expect(listThemeComments(store, { theme: 'parcel', filter, order: 'typical', first: 1, after, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
