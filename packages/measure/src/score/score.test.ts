import { insertFeedback, repeat, testFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CUSTOMER_METRIC_IDS as METRIC_IDS, measureBreakdown, measureScore, measureScores, measureTrend, measureVolume } from '../index.ts';

// Thursday, 1 October 2026 in Berlin.
const calendar = { now: Date.parse('2026-10-01T12:00:00+02:00'), timeZone: 'Europe/Berlin' };
const september = Date.parse('2026-09-10T10:00:00Z');
const august = Date.parse('2026-08-10T10:00:00Z');
const filter = { period: { from: '2026-09-01', to: '2026-10-01' } };

describe('scores over periods', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      // Support: 40 promoters in August, 20 promoters and 20 detractors in September.
      ...repeat(40, { department: 'Support', nps: 9, occurredAt: august }),
      ...repeat(20, { department: 'Support', nps: 9, occurredAt: september, comment: 'quick' }),
      ...repeat(20, { department: 'Support', nps: 2, occurredAt: september }),
      // Sales: as many as that, and no clear change.
      ...repeat(35, { department: 'Sales', nps: 8, occurredAt: august }),
      ...repeat(35, { department: 'Sales', nps: 7, occurredAt: september }),
      // Few.
      ...repeat(3, { department: 'Billing', nps: 10, occurredAt: september }),
      ...repeat(2, { department: '', nps: 0, occurredAt: september }),
      // Gave no nps, and was there in August only.
      ...repeat(5, { department: 'Kiosk', csat: 4, occurredAt: september }),
      ...repeat(5, { department: 'Closed', nps: 4, occurredAt: august }),
      // The last and the first millisecond around September in Berlin.
      testFeedback({ department: 'Edge', nps: 10, occurredAt: Date.parse('2026-10-01T00:00:00+02:00') }),
      testFeedback({ department: 'Edge', nps: 10, occurredAt: Date.parse('2026-08-31T23:59:59.999+02:00') }),
    ]);
  });
  afterAll(() => store.drop());

  test('a score and its change against the days before', async () => {
    const score = await measureScore(store, { metric: 'nps', filter: { ...filter, department: { in: ['Support'] } }, calendar });
    expect(score.period).toEqual({ from: Date.parse('2026-09-01T00:00:00+02:00'), to: Date.parse('2026-10-01T00:00:00+02:00') });
    expect(score.estimate).toMatchObject({ value: 0, n: 40, excluded: 0, enough: true });
    expect(score.change).toMatchObject({ value: -100, verdict: 'down', previous: { value: 100, n: 40, enough: true } });
    // 30 days, as September has.
    expect(score.change?.previousPeriod).toEqual({ from: Date.parse('2026-08-02T00:00:00+02:00'), to: Date.parse('2026-09-01T00:00:00+02:00') });
  });

  test('many metrics at once say what each says alone', async () => {
    const together = await measureScores(store, { metrics: METRIC_IDS, filter, calendar });
    const alone = await Promise.all(METRIC_IDS.map((metric) => measureScore(store, { metric, filter, calendar })));
    expect(together).toEqual(alone);
    expect(together.map(({ estimate }) => estimate.n)).toEqual([80, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 85]);
    expect(await measureScores(store, { metrics: [], filter, calendar })).toEqual([]);
  });

  test('a minimum sample of its own decides what is enough and what may be compared, and changes no number', async () => {
    const support = { ...filter, department: { in: ['Support'] } };
    const usual = await measureScore(store, { metric: 'nps', filter: support, calendar });
    // 40 answers in each month.
    const exactly = await measureScore(store, { metric: 'nps', filter: support, minimumSample: 40, calendar });
    const more = await measureScore(store, { metric: 'nps', filter: support, minimumSample: 41, calendar });
    expect(exactly).toEqual({ ...usual, metric: { ...usual.metric, minimumSample: 40 } });
    expect(more.estimate).toEqual({ ...usual.estimate, enough: false });
    expect(more.change).toEqual({ ...usual.change, verdict: 'too_few_answers', previous: { ...usual.change?.previous, enough: false } });
  });

  test('the ends of a period: the first millisecond is in, the last is not', async () => {
    const score = await measureScore(store, { metric: 'nps', filter: { ...filter, department: { in: ['Edge'] } }, calendar });
    expect(score.estimate.n).toBe(0);
    expect(score.change).toMatchObject({ value: null, verdict: 'too_few_answers', previous: { n: 1 } });
  });

  test('a breakdown: most answers first, the rest pooled from counts', async () => {
    const breakdown = await measureBreakdown(store, { metric: 'nps', by: 'department', filter, first: 2, calendar });
    expect(breakdown.groups).toMatchObject([
      { key: 'Support', estimate: { value: 0, n: 40 }, change: { value: -100, verdict: 'down' } },
      { key: 'Sales', estimate: { value: 0, n: 35 }, change: { value: 0, verdict: 'no_clear_change', previous: { n: 35 } } },
    ]);
    // Billing 3 promoters, not given 2 detractors, Kiosk 5 without an answer: (3 − 2) / 5, not the average of 100 and −100.
    expect(breakdown.otherGroups).toBe(3);
    expect(breakdown.other).toMatchObject({ value: 20, n: 5, excluded: 5, enough: false });
    // (20 + 3 − 20 − 2) / 80
    expect(breakdown.total).toMatchObject({ value: 1.25, n: 80, excluded: 5 });
  });

  test('a breakdown with room for all has no other; few answers are marked and not compared', async () => {
    const breakdown = await measureBreakdown(store, { metric: 'nps', by: 'department', filter, first: 10, calendar });
    expect(breakdown.groups.map(({ key, estimate }) => [key, estimate.n, estimate.enough])).toEqual([['Support', 40, true], ['Sales', 35, true], ['Billing', 3, false], ['', 2, false], ['Kiosk', 0, false]]);
    expect(breakdown.groups[2]?.change).toMatchObject({ value: null, verdict: 'too_few_answers', previous: { n: 0 } });
    expect(breakdown).toMatchObject({ other: null, otherGroups: 0 });
  });

  test('a breakdown of nothing', async () => {
    const breakdown = await measureBreakdown(store, { metric: 'ces', by: 'product', filter: { source: { in: ['none'] } }, first: 10, calendar });
    expect(breakdown).toMatchObject({ period: null, groups: [], other: null, otherGroups: 0, total: { value: null, n: 0, excluded: 0 } });
  });

  test('a trend has every bucket of its period, gaps as null', async () => {
    const trend = await measureTrend(store, { metric: 'nps', filter: { ...filter, department: { in: ['Support'] } }, grain: 'week', calendar });
    expect(trend.grain).toBe('week');
    // 1 September is a Tuesday; weeks start on Monday and are cut at the ends of the period.
    const local = (text: string) => Date.parse(`${text}T00:00:00+02:00`);
    expect(trend.from).toEqual(['2026-09-01', '2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28'].map(local));
    expect(trend.to).toEqual(['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28', '2026-10-01'].map(local));
    expect(trend.n).toEqual([0, 40, 0, 0, 0]);
    expect(trend.value).toEqual([null, 0, null, null, null]);
    expect(trend.low[0]).toBeNull();
  });

  test('a trend without a grain chooses one, without a period it refuses', async () => {
    expect((await measureTrend(store, { metric: 'nps', filter, calendar })).grain).toBe('day');
    await expect(measureTrend(store, { metric: 'nps', filter: {}, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(measureTrend(store, { metric: 'nps', filter: { period: { from: '2000-01-01', to: '2026-01-01' } }, grain: 'hour', calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('volume counts rows, comments and answers', async () => {
    const volume = await measureVolume(store, { filter, calendar });
    expect(volume).toMatchObject({ matched: 85, comments: 20 });
    expect(volume.metrics.filter(({ n }) => n > 0).map(({ metric, n }) => [metric.id, n])).toEqual([['nps', 80], ['csat5', 5], ['volume', 85]]);
  });

  test('a period beyond all that the engine can say', async () => {
    const score = await measureScore(store, { metric: 'nps', filter: { period: { from: '0001-01-01', to: '9999-01-01' } }, calendar });
    expect(score.estimate.n + score.estimate.excluded).toBe(167);
  });

  test.each([0, -1, 1.5, 1001, Number.NaN])('first: %s is refused', async (first) => {
    await expect(measureBreakdown(store, { metric: 'nps', by: 'department', filter, first, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
