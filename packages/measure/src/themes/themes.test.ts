import type { FeedbackFilter, Grouping } from '@heed/domain';
import { insertFeedback, insertReadings, repeat, testReading, type TestFeedback, type TestReading } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareThemes, measureDrivers, measureExploration, measureJudged, measureScore, measureThemes, measureWhy } from '../index.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 4, 29);
const calendar = { now, timeZone: 'UTC' };
const filter = { period: { from: '2026-05-01', to: '2026-05-29' } };
const at = Date.UTC(2026, 4, 10, 12);

describe('themes in numbers', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  /** So many comments that are alike, and what is read of each; null for those that nobody read yet. */
  async function given(times: number, row: Partial<TestFeedback>, reading: Partial<TestReading> | null): Promise<void> {
    const rows = repeat(times, { occurredAt: at, comment: 'words', ...row });
    await insertFeedback(store, rows);
    if (reading) await insertReadings(store, rows.map((one) => testReading(one, reading)));
  }

  beforeAll(async () => {
    store = await openTestStore();
    // 40 on parcels, 30 of them detractors; 10 of them speak of the price as well; and 40 on the price alone, all promoters.
    await given(20, { nps: 0 }, { themes: ['parcel'], sentiment: -1 });
    await given(10, { nps: 10 }, { themes: ['parcel'], sentiment: 1 });
    await given(10, { nps: 0 }, { themes: ['parcel', 'price'], sentiment: -0.5 });
    await given(40, { nps: 10 }, { themes: ['price'], sentiment: null });
    // In no theme: 8 passives, of whom 2 left words that nobody can read, 2 that nobody has read, and 2 no words.
    await given(2, { nps: 8 }, {});
    await given(2, { nps: 8 }, { language: '' });
    await given(2, { nps: 8 }, null);
    await given(2, { nps: 8, comment: '' }, null);
    await given(32, { csat: 5 }, {});
    // Before: 20 on parcels of 200 comments.
    await given(20, { nps: 0, occurredAt: at - 28 * DAY }, { themes: ['parcel'], themesThen: ['post'] });
    await given(180, { nps: 10, occurredAt: at - 28 * DAY }, {});
  });
  afterAll(() => store.drop());

  test('shares, scores and what has no theme', async () => {
    const found = await measureThemes(store, { metric: 'nps', filter, first: 10, orderBy: 'volume', calendar });
    // 30 + 10 + 40 on themes, and 2 + 2 + 32 in none; of these 116, 2 were unreadable.
    expect(found).toMatchObject({ matched: 120, comments: 118, count: 2, unassigned: { comments: 34, of: 116 }, unreadable: { comments: 2, of: 116 }, unread: { comments: 2, of: 118 } });
    // 50 promoters and 30 detractors of 88.
    expect(found.score).toMatchObject({ value: expect.closeTo((100 * 20) / 88, 9), n: 88, excluded: 32 });
    expect(found.baseScore).toMatchObject({ value: 0, n: 8 });
    const [price, parcel] = found.themes;
    expect(price).toMatchObject({ theme: 'price', share: { comments: 50, of: 116, value: expect.closeTo((100 * 50) / 116, 9) }, score: { value: 60, n: 50 }, growth: null });
    expect(parcel).toMatchObject({ theme: 'parcel', share: { comments: 40, of: 116 }, score: { value: -50, n: 40 } });
    // 10 positive and 30 negative of 40; of the price 10 were judged, all negative.
    expect(parcel?.sentiment).toMatchObject({ value: -50, n: 40, excluded: 0 });
    expect(price?.sentiment).toMatchObject({ value: -100, n: 10, excluded: 40, enough: false });
  });

  test('impact is the score less the score without the theme', async () => {
    const { themes } = await measureThemes(store, { metric: 'nps', filter, first: 10, calendar });
    const parcel = themes.find(({ theme }) => theme === 'parcel')?.impact;
    // Without parcels: 40 promoters of 48. 22.727 − 83.333 = 40·(−50 − 22.727)/48.
    expect(parcel?.value).toBeCloseTo(2000 / 88 - 4000 / 48, 9);
    expect(parcel?.value).toBeCloseTo((40 * (-50 - 2000 / 88)) / 48, 9);
    // p = 40/88. Adjusted Wald: of 43, 10.75 and 30.75 give c = −20/43, SE² = (41.5/43 − c²)/43; of 51, 40.75 and 0.75 give c = 40/51, SE² = (41.5/51 − c²)/51.
    const [t, r] = [(41.5 / 43 - (20 / 43) ** 2) / 43, (41.5 / 51 - (40 / 51) ** 2) / 51];
    const error = 100 * Math.sqrt((40 / 88) ** 2 * (t + r) + ((-0.5 - 40 / 48) ** 2 * (40 / 88) * (48 / 88)) / 88);
    expect(parcel?.standardError).toBeCloseTo(error, 9);
    expect(parcel).toMatchObject({ low: expect.closeTo(2000 / 88 - 4000 / 48 - 1.96 * error, 9), enough: true });
  });

  test('the additive parts add up to what the themes make of the score together', async () => {
    const { themes, additiveTotal } = await measureThemes(store, { metric: 'nps', filter, first: 10, calendar });
    const part = (name: string) => themes.find(({ theme }) => theme === name)?.additive;
    // In no theme: 0. Parcels alone bring −1000, price alone 4000, and both together −1000, half of it each; of 88 answers.
    expect(part('parcel')).toBeCloseTo(-1500 / 88, 9);
    expect(part('price')).toBeCloseTo(3500 / 88, 9);
    expect(additiveTotal).toBeCloseTo(2000 / 88, 9);
  });

  test('change against the period before, by the honest rule', async () => {
    const { themes, scoreChange } = await measureThemes(store, { metric: 'nps', filter, first: 10, orderBy: 'growth', calendar });
    const [price, parcel] = themes;
    expect(scoreChange).toMatchObject({ previous: { value: 80, n: 200 }, verdict: 'down' });
    // 40 of 116 after 20 of 200.
    expect(parcel).toMatchObject({ theme: 'parcel', shareChange: { value: expect.closeTo((100 * 40) / 116 - 10, 9), verdict: 'up', previous: { comments: 20, of: 200, value: 10 } }, growth: expect.closeTo(100 * (40 / 11.6 - 1), 9) });
    expect(parcel?.scoreChange).toMatchObject({ value: 50, previous: { value: -100, n: 20 }, verdict: 'too_few_answers' });
    // It was not there before: its share grew, and nothing can be said by how many percent.
    expect(price).toMatchObject({ theme: 'price', shareChange: { verdict: 'up' }, growth: null, scoreChange: { value: null, verdict: 'too_few_answers' } });
  });

  test('as it was seen then, and by groups of themes, in which a comment on two of them counts once', async () => {
    const before = { period: { from: '2026-04-01', to: '2026-05-01' } };
    const names = async (asThen: boolean) => (await measureThemes(store, { metric: 'nps', filter: before, first: 10, asThen, calendar })).themes.map(({ theme }) => theme);
    expect(await names(false)).toEqual(['parcel']);
    expect(await names(true)).toEqual(['post']);
    const counted = async (theme: FeedbackFilter['theme']) => (await measureScore(store, { metric: 'volume', filter: { ...before, theme }, calendar })).estimate.value;
    expect([await counted({ in: ['post'], asThen: true }), await counted({ in: ['post'] }), await counted({ in: ['parcel'], asThen: true })]).toEqual([20, 0, 0]);
    const groups = new Map([['parcel', 'buying'], ['price', 'buying']]);
    const found = await measureThemes(store, { metric: 'nps', filter, first: 10, groups, calendar });
    expect(found.themes).toMatchObject([{ theme: 'buying', share: { comments: 80 }, score: { n: 80, value: 25 } }]);
  });

  test('two periods side by side', async () => {
    const before = { period: { from: '2026-04-01', to: '2026-05-01' } };
    const { one, other, themes } = await compareThemes(store, { metric: 'nps', one: before, other: filter, first: 10, calendar });
    expect([one.score.n, other.score.n]).toEqual([200, 88]);
    // Nobody spoke of the price before; of parcels 10 % did, and then 34.5 %.
    expect(themes).toMatchObject([
      { theme: 'price', one: null, other: { share: { comments: 50 } }, share: { value: expect.closeTo((100 * 50) / 116, 9), verdict: 'up' }, score: { value: null, verdict: 'too_few_answers', adjustedP: null } },
      { theme: 'parcel', one: { share: { comments: 20, of: 200 } }, other: { share: { comments: 40 } }, share: { value: expect.closeTo((100 * 40) / 116 - 10, 9), verdict: 'up' } },
    ]);
    expect(themes[0]?.share.adjustedP).toBeLessThan(1e-9);
    // 20 detractors of 20, too few to be judged: −100 after −50 is told without a verdict.
    expect(themes[1]?.score).toMatchObject({ value: 50, verdict: 'too_few_answers', adjustedP: null });
    expect(themes[1]?.impact).toMatchObject({ verdict: 'too_few_answers' });
    await expect(compareThemes(store, { metric: 'nps', one: filter, other: filter, first: 10, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('of many themes that are alike on both sides none differs clearly, although by itself one would', async () => {
    const own = await openTestStore();
    try {
      // Forty themes with 60 comments on each side, but of one of them 38 on the other.
      const write = async (department: string, counts: number[]): Promise<void> => {
        const rows = counts.flatMap((times, index) => repeat(times, { occurredAt: at, comment: 'words', department, nps: 9 }).map((row) => ({ row, theme: `t${index}` })));
        await insertFeedback(own, rows.map(({ row }) => row));
        await insertReadings(own, rows.map(({ row, theme }) => testReading(row, { themes: [theme] })));
      };
      const counts = Array.from({ length: 40 }, () => 60);
      await write('Sales', counts);
      await write('Support', [...counts.slice(1), 38]);
      const side = (department: string) => ({ ...filter, department: { in: [department] } });
      const { themes, count } = await compareThemes(own, { metric: 'nps', one: side('Sales'), other: side('Support'), first: 2, calendar });
      // 38 of 2,378 after 60 of 2,400: z is 2.2 and p 0.026, of forty that is nothing.
      expect(count).toBe(40);
      expect(themes[0]).toMatchObject({ theme: 't39', share: { verdict: 'no_clear_change', value: expect.closeTo((100 * 38) / 2378 - (100 * 60) / 2400, 9) } });
      expect(themes[0]?.share.high).toBeLessThan(0);
      expect(themes[0]?.share.adjustedP).toBeGreaterThan(0.5);
    } finally {
      await own.drop();
    }
  });

  test('how much of each language could not be judged', async () => {
    // In English 40 of the 80 on themes were judged, and none of the 34 in no theme; nobody knows the language of the two that could not be read.
    expect(await measureJudged(store, { filter, calendar })).toMatchObject([
      { language: 'en', unjudged: { comments: 74, of: 114 } },
      { language: '', unjudged: { comments: 2, of: 2, value: 100 } },
    ]);
  });

  test('by theme: groups overlap, and what is pooled or whole counts each feedback once', async () => {
    const ask = async (by: Grouping[], first: number) => {
      const { rows, total } = await measureExploration(store, { question: { metrics: ['nps', 'volume'], by, filter, first, firstWithin: first }, calendar });
      return { rows: rows.map(({ keys, pooled, cells: [nps, volume] }) => [...keys, ...pooled, nps?.estimate.value, volume?.estimate.value]), total: [total.pooled, total.cells[0]?.estimate.value, total.cells[1]?.estimate.value] };
    };
    const none = [['-none', 0, 0, 36], ['-unread', 0, 0, 2], ['-silent', 0, 0, 2]];
    const whole = [[2], expect.closeTo((100 * 20) / 88, 9), 120];
    // 50 + 40 + 36 + 2 + 2 are 130: ten are on both.
    expect(await ask([{ dimension: 'theme' }], 5)).toEqual({ rows: [['price', 0, 60, 50], ['parcel', 0, -50, 40], ...none], total: whole });
    // One theme is pooled: it alone, although ten of its comments are on the other as well.
    expect(await ask([{ dimension: 'theme' }], 1)).toEqual({ rows: [['price', 0, 60, 50], ...none, ['', 1, -50, 40]], total: whole });
    // Within a department, too; the test's rows have none.
    const within = await ask([{ dimension: 'department' }, { dimension: 'theme' }], 1);
    expect(within.rows).toEqual([['', 'price', 0, 0, 60, 50], ...none.map(([key, pooled, ...rest]) => ['', key, pooled, 0, ...rest]), ['', '', 0, 1, -50, 40]]);
    expect(within.total).toEqual([[1, 2], whole[1], 120]);
    await expect(measureWhy(store, { metric: 'nps', by: { dimension: 'theme' }, filter, first: 5, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('twice') as string });
    // Why feedback is in no theme may be asked for like a theme.
    for (const [key = '', , , n] of none) expect((await measureScore(store, { metric: 'volume', filter: { ...filter, theme: { in: [String(key)] } }, calendar })).estimate.value, String(key)).toBe(n);
    expect((await measureScore(store, { metric: 'volume', filter: { ...filter, theme: { notIn: ['-none', '-silent'] } }, calendar })).estimate.value).toBe(82);
  });

  test('themes beside what does not mention them', async () => {
    const { groups, groupings, tested } = await measureDrivers(store, { metric: 'nps', groupings: [{ dimension: 'theme' }], filter, first: 10, calendar });
    // Of what was read and answered (80 on themes, 2 in none and 2 unreadable): 40 on parcels, and 40 promoters of the other 44.
    expect({ tested, groupings }).toEqual({ tested: 2, groupings: [] });
    expect(groups.map(({ key, estimate, rest, clear }) => [key, estimate.value, estimate.n, rest.value, rest.n, clear])).toEqual([
      ['parcel', -50, 40, expect.closeTo((100 * 40) / 44, 9), 44, true],
      ['price', 60, 50, expect.closeTo((100 * -10) / 34, 9), 34, true],
    ]);
  });

  test('other metrics: shares and means', async () => {
    const { score, themes } = await measureThemes(store, { metric: 'csat5', filter, first: 10, calendar });
    expect(score).toMatchObject({ value: 100, n: 32 });
    expect(themes.map(({ impact, score: { n } }) => [impact, n])).toEqual([[null, 0], [null, 0]]);
    const judged = await measureThemes(store, { metric: 'sentiment', filter, first: 1, calendar });
    // 10 positive and 30 negative; without parcels nobody was judged.
    expect(judged).toMatchObject({ score: { value: -50, n: 40 }, themes: [{ impact: expect.anything() as object }] });
    await expect(measureThemes(store, { metric: 'volume', filter, first: 10, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(measureThemes(store, { metric: 'nps', filter, first: 0, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
