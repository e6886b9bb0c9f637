import { insertFeedback, insertReadings, repeat, testReading, type TestFeedback, type TestReading } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listThemeComments, measureConcentration } from '../index.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 4, 29);
const calendar = { now, timeZone: 'UTC' };
const at = Date.UTC(2026, 4, 10, 12);

describe('one theme', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  beforeEach(async () => {
    await store.command('TRUNCATE TABLE feedback');
    await store.command('TRUNCATE TABLE comment_readings');
  });
  afterAll(() => store.drop());

  async function given(times: number, row: Partial<TestFeedback>, reading: Partial<TestReading> | null): Promise<void> {
    const rows = repeat(times, { occurredAt: at, comment: 'words', ...row });
    await insertFeedback(store, rows);
    if (reading) await insertReadings(store, rows.map((one) => testReading(one, reading)));
  }

  describe('where it is common', () => {
    const concentration = () => measureConcentration(store, { theme: 'a', metric: 'nps', filter: {}, calendar });

    test('is told of a group that clearly mentions it more than all others', async () => {
      // North: 20 of 40 = 50 %. Elsewhere: 6 of 60 = 10 %. Pooled 0.26, error √(0.26·0.74·(1/40 + 1/60)) = 0.08953, z = 4.4677, p = 7.914e-6.
      await given(20, { region: 'North' }, { themes: ['a'] });
      await given(20, { region: 'North' }, {});
      await given(6, { region: 'South' }, { themes: ['b', 'a'] });
      await given(54, { region: 'South' }, { themes: ['b'] });
      const [found, ...others] = await concentration();
      expect(others).toEqual([]);
      expect(found).toMatchObject({ grouping: { dimension: 'region' }, key: 'North', comments: 40, mentions: 20, share: 50, elsewhere: 10 });
      // Of all groupings only the regions have others to be compared with; South is as sure as North, so the adjustment leaves both as they are.
      expect(found?.adjustedP).toBeCloseTo(7.914e-6, 8);
    });

    test('leaves out what may be chance, who has too few comments, and comments that nobody read or that say nothing of the group', async () => {
      await given(20, { region: 'North' }, { themes: ['a'] });
      await given(20, { region: 'North' }, {});
      await given(25, { region: 'South' }, { themes: ['a'] });
      await given(25, { region: 'South' }, {});
      await given(9, { region: 'Islands' }, { themes: ['a'] });
      await given(200, { region: 'South' }, null);
      await given(200, { region: '' }, {});
      expect(await concentration()).toEqual([]);
    });
  });

  describe('its comments', () => {
    const list = (order: 'typical' | 'negative' | 'recent', more: { first?: number; after?: string } = {}) => listThemeComments(store, { theme: 'a', filter: {}, order, first: 10, calendar, ...more });
    const said = async (order: 'typical' | 'negative' | 'recent'): Promise<string[]> => (await list(order)).rows.map(({ comment }) => comment);

    test('come in three orders, and each leaves other themes out', async () => {
      await given(1, { comment: 'sure', occurredAt: at }, { themes: ['a'], margin: 0.99, sentiment: 0.5, fold: '1' });
      await given(1, { comment: 'angry', occurredAt: at + DAY }, { themes: ['b', 'a'], margin: 0.6, sentiment: -0.9, fold: '2' });
      await given(1, { comment: 'newest', occurredAt: at + 2 * DAY }, { themes: ['a'], margin: 0.8, sentiment: null, fold: '3' });
      await given(1, { comment: 'other', occurredAt: at + 3 * DAY }, { themes: ['b'], margin: 1, sentiment: -1, fold: '4' });
      expect(await said('typical')).toEqual(['sure', 'newest', 'angry']);
      expect(await said('negative')).toEqual(['angry', 'sure', 'newest']);
      expect(await said('recent')).toEqual(['newest', 'angry', 'sure']);
    });

    test('what a sender judged counts before what was read', async () => {
      await given(1, { comment: 'read as kind', sentiment: -1 }, { themes: ['a'], sentiment: 0.9, fold: '1' });
      await given(1, { comment: 'read as cross', sentiment: null }, { themes: ['a'], sentiment: -0.5, fold: '2' });
      expect(await said('negative')).toEqual(['read as kind', 'read as cross']);
    });

    test('near duplicates are one, with how many more there are; what could not be folded stays apart', async () => {
      await given(4, { comment: 'the same' }, { themes: ['a'], margin: 0.9, fold: '7' });
      await given(1, { comment: 'the very same' }, { themes: ['a'], margin: 0.95, fold: '7' });
      await given(2, { comment: 'by hand' }, { themes: ['a'], margin: 0.5, fold: '0' });
      const { rows } = await list('typical');
      expect(rows.map(({ comment, copies, probability }) => [comment, copies, Math.round(probability * 100)])).toEqual([['the very same', 4, 95], ['by hand', 0, 50], ['by hand', 0, 50]]);
    });

    test('are turned page by page, each once, in every order', async () => {
      for (let index = 0; index < 7; index++) await given(1, { comment: String(index), occurredAt: at + index }, { themes: ['a'], margin: index % 3 === 0 ? 0.5 : 0.7, sentiment: index % 2 === 0 ? -0.5 : null, fold: String(index + 1) });
      for (const order of ['typical', 'negative', 'recent'] as const) {
        const seen: string[] = [];
        let after: string | undefined;
        for (;;) {
          const { rows, hasNextPage } = await list(order, { first: 3, ...(after !== undefined && { after }) });
          seen.push(...rows.map(({ comment }) => comment));
          after = rows.at(-1)?.cursor;
          if (!hasNextPage) break;
        }
        expect(seen, order).toEqual(await said(order));
        expect(seen.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
      }
    });

    test('a corrected comment is no longer what was read', async () => {
      const [row] = repeat(1, { comment: 'before', occurredAt: at });
      if (!row) throw new Error('no row');
      await insertFeedback(store, [row, { ...row, version: 2, comment: 'after' }]);
      await insertReadings(store, [testReading(row, { themes: ['a'] })]);
      expect(await said('recent')).toEqual([]);
    });

    test.each(['x', Buffer.from('1').toString('base64url'), Buffer.from('NaN 00000000-0000-4000-8000-000000000000').toString('base64url')])('a damaged cursor is refused: %s', async (after) => {
      await expect(list('typical', { after })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });
  });
});
