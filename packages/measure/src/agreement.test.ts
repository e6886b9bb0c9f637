import { resolvePeriod, previousPeriod, type FeedbackFilter } from '@heed/domain';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countFeedback, CUSTOMER_METRIC_IDS, dimensionValues, listFeedback, measureBreakdown, measureScore, measureTrend, measureVolume } from './index.ts';
import { feedbackFilters, writeBlocks, writtenBlocks, ZONES } from './testing/arbitrary-feedback.ts';
import { inPeriod, matches, newestFirst, slowScore, slowStart, truthOf, type SlowFeedback } from './testing/slow-measure.ts';

/** Several questions to the same rows, because writing takes longer than asking. */
const fourOf = <T>(question: fc.Arbitrary<T>) => fc.array(question, { minLength: 4, maxLength: 4 });
const anyMetric = fc.constantFrom(...CUSTOMER_METRIC_IDS);
const now = Date.UTC(2026, 10, 5);
/** Not shrunk: each attempt writes and asks, and one that outlives its time limit would disturb the next test. */
const runs = { seed: 20261122, endOnFailure: true };
const TIME_LIMIT = 120_000;

/** What a score must say; the interval has its own tests. */
function expected(rows: readonly SlowFeedback[], metric: (typeof CUSTOMER_METRIC_IDS)[number]) {
  const { value, n, excluded } = slowScore(rows, metric);
  return { value: value === null ? null : expect.closeTo(value, 9), n, excluded };
}

describe('measure agrees with counting row by row, whatever was written, corrected and erased', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    // Every version stays in a part of its own, so that nothing but FINAL can put them together.
    await store.command(`SYSTEM STOP MERGES ${store.database}.feedback`);
  });
  afterAll(() => store.drop());

  async function write(blocks: readonly SlowFeedback[][]): Promise<SlowFeedback[]> {
    await writeBlocks(store, blocks);
    return truthOf(blocks.flat());
  }

  test('score, change, breakdown, volume and values', async () => {
    const settings = fc.record({ filter: feedbackFilters, metric: anyMetric, by: fc.constantFrom('department', 'region', 'channel'), first: fc.integer({ min: 1, max: 4 }), timeZone: fc.constantFrom(...ZONES) });
    await fc.assert(
      fc.asyncProperty(writtenBlocks, fourOf(settings), async (blocks, questions) => {
        const truth = await write(blocks);
        for (const { filter, metric, by, first, timeZone } of questions) {
          const calendar = { now, timeZone };
          const period = filter.period ? resolvePeriod(filter.period, calendar) : null;
          const rows = truth.filter((row) => inPeriod(row, period) && matches(row, filter));
          const before = period ? truth.filter((row) => inPeriod(row, previousPeriod(filter.period as never, calendar)) && matches(row, filter)) : [];

          const score = await measureScore(store, { metric, filter, calendar });
          expect(score.estimate).toMatchObject(expected(rows, metric));
          if (score.change) expect(score.change.previous).toMatchObject(expected(before, metric));
          else expect(period).toBeNull();

          const breakdown = await measureBreakdown(store, { metric, by, filter, first, calendar });
          const keys = [...new Set(rows.map((row) => row[by]))];
          const volumeOf = (key: string) => slowScore(rows.filter((row) => row[by] === key), metric).n;
          expect(breakdown.groups).toHaveLength(Math.min(first, keys.length));
          expect(breakdown.groups.map(({ estimate }) => estimate.n)).toEqual(keys.map(volumeOf).sort((a, b) => b - a).slice(0, first));
          for (const group of breakdown.groups) {
            expect(group.estimate).toMatchObject(expected(rows.filter((row) => row[by] === group.key), metric));
            if (group.change) expect(group.change.previous).toMatchObject(expected(before.filter((row) => row[by] === group.key), metric));
          }
          const shown = breakdown.groups.map(({ key }) => key);
          expect(breakdown.otherGroups).toBe(keys.length - shown.length);
          if (breakdown.other) expect(breakdown.other).toMatchObject(expected(rows.filter((row) => !shown.includes(row[by])), metric));
          expect(breakdown.total).toMatchObject(expected(rows, metric));

          const volume = await measureVolume(store, { filter, calendar });
          const moments = rows.map(({ occurredAt }) => occurredAt).sort((left, right) => left - right);
          expect(volume).toMatchObject({ matched: rows.length, comments: rows.filter(({ comment }) => comment !== '').length, earliest: moments[0] ?? null, latest: moments.at(-1) ?? null });
          expect(volume.metrics.map(({ metric: { id }, n }) => [id, n])).toEqual(CUSTOMER_METRIC_IDS.map((id) => [id, slowScore(rows, id).n]));

          const values = await dimensionValues(store, { dimension: by, filter, first: 10, calendar });
          expect(Object.fromEntries(values.map(({ value, n }) => [value, n]))).toEqual(Object.fromEntries(keys.map((key) => [key, rows.filter((row) => row[by] === key).length])));
        }
      }),
      { ...runs, numRuns: 25 },
    );
  }, TIME_LIMIT);

  test('every page of the list, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(writtenBlocks, fourOf(fc.record({ filter: feedbackFilters, first: fc.integer({ min: 3, max: 20 }) })), async (blocks, questions) => {
        const truth = await write(blocks);
        const calendar = { now, timeZone: 'Europe/Berlin' };
        for (const { filter, first } of questions) {
          const period = filter.period ? resolvePeriod(filter.period, calendar) : null;
          const rows = truth.filter((row) => inPeriod(row, period) && matches(row, filter)).sort(newestFirst);

          const listed: string[] = [];
          for (let after: string | undefined; ; ) {
            const page = await listFeedback(store, { filter, first, after, calendar });
            listed.push(...page.rows.map(({ id }) => id));
            after = page.rows.at(-1)?.cursor;
            if (!page.hasNextPage) break;
            expect(page.rows).toHaveLength(first);
          }
          expect(listed).toEqual(rows.map(({ id }) => id));
          expect(await countFeedback(store, { filter, calendar })).toBe(rows.length);
        }
      }),
      { ...runs, numRuns: 25 },
    );
  }, TIME_LIMIT);

  test('every bucket of a trend, across changes to and from daylight saving', async () => {
    const grains = fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const, 'quarter' as const);
    await fc.assert(
      fc.asyncProperty(writtenBlocks, fourOf(fc.record({ given: feedbackFilters, metric: anyMetric, grain: grains, timeZone: fc.constantFrom(...ZONES) })), async (blocks, questions) => {
        const truth = await write(blocks);
        for (const { given, metric, grain, timeZone } of questions) {
          const calendar = { now, timeZone };
          const filter: FeedbackFilter = { ...given, period: given.period ?? { from: '2026-03-25', to: '2026-04-12' } };
          const period = resolvePeriod(filter.period as never, calendar);
          const rows = truth.filter((row) => inPeriod(row, period) && matches(row, filter));

          const trend = await measureTrend(store, { metric, filter, grain, calendar });
          expect(trend.from[0]).toBe(period.from);
          expect(trend.to.at(-1)).toBe(period.to);
          expect(trend.to.slice(0, -1)).toEqual(trend.from.slice(1));
          const rowsAt = Map.groupBy(rows, ({ occurredAt }) => Math.max(slowStart(occurredAt, { grain, timeZone }), period.from));
          for (const start of rowsAt.keys()) expect(trend.from).toContain(start);
          trend.from.forEach((from, index) => {
            const bucket = rowsAt.get(from) ?? [];
            expect(trend.matched[index]).toBe(bucket.length);
            expect({ value: trend.value[index], n: trend.n[index], excluded: trend.excluded[index] }).toEqual(expected(bucket, metric));
          });
        }
      }),
      { ...runs, numRuns: 25 },
    );
  }, TIME_LIMIT);
});
