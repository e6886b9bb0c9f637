import { isByTheme, type FeedbackFilter, type Grain, type Grouping } from '@heed/domain';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureExploration, METRIC_IDS, METRICS, type ExplorationCell, type ExplorationQuestion, type ExplorationRow } from '../index.ts';
import { feedbackFilters, writeBlocks, writtenBlocks, ZONES } from '../testing/arbitrary-feedback.ts';
import { slowExploration, type SlowRow } from '../testing/slow-exploration.ts';
import { truthOf } from '../testing/slow-measure.ts';
import { checkScales } from './check-scales.ts';

const now = Date.UTC(2026, 10, 5);
const customers = METRIC_IDS.filter((id) => METRICS[id].population === 'customers');
const groupings: Grouping[] = [{ dimension: 'department' }, { dimension: 'region' }, { dimension: 'channel' }, { attribute: 'plan' }, { dimension: 'theme' }];
const GRAINS: Grain[] = ['hour', 'day', 'week', 'month', 'quarter'];

const LONG = [{ from: '2026-03-01', to: '2026-09-28' }, { from: '2026-09-27', to: '2026-11-05' }];

/** Most conditions leave few rows, so half of the questions have none but a period; long ones have groups that come and go. */
const filters: fc.Arbitrary<FeedbackFilter> = fc.oneof(
  feedbackFilters,
  feedbackFilters.map(({ period }) => (period ? { period } : {})),
  fc.constantFrom(...LONG).map((period) => ({ period })),
);

/** Random questions that make sense: what needs a period or a grain comes with it. */
const questions = fc
  .record({
    metrics: fc.uniqueArray(fc.constantFrom(...customers), { minLength: 1, maxLength: 3 }),
    by: fc.shuffledSubarray(groupings, { maxLength: 2 }),
    filter: filters,
    grain: fc.option(fc.constantFrom(...GRAINS), { nil: undefined }),
    rolling: fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined }),
    compare: fc.option(fc.boolean(), { nil: undefined }),
    compareWith: fc.option(filters.map(({ period }) => period), { nil: undefined }),
    first: fc.integer({ min: 1, max: 4 }),
    firstWithin: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ grain: wanted, rolling, compare, compareWith, filter, ...rest }): ExplorationQuestion => {
    if (!filter.period) return { ...rest, filter };
    // Half a year has too many hours.
    const grain = LONG.some((long) => long === filter.period) && wanted === 'hour' ? 'day' : wanted;
    return { ...rest, filter, compare, compareWith, grain, ...(grain && rolling ? { rolling } : {}) };
  })
  .filter(({ filter = {}, metrics }) => {
    try {
      checkScales(filter, { metrics: metrics.map((id) => METRICS[id]) });
      return true;
    } catch {
      return false;
    }
  });

const score = ({ value, n, excluded }: { value: number | null; n: number; excluded: number }) => ({ value: value === null ? null : (expect.closeTo(value, 9) as number), n, excluded });

/** What a row must say; intervals and verdicts have tests of their own. */
function expectedRow({ keys, pooled, now: scores, before, points }: SlowRow): unknown {
  const cells = scores.map((one, index) => ({
    estimate: expect.objectContaining(score(one)) as object,
    change: before && (expect.objectContaining({ previous: expect.objectContaining(score(before[index]!)) as object }) as object),
    value: points.length === 0 ? null : points.map((point) => score(point[index]!).value),
    n: points.length === 0 ? null : points.map((point) => point[index]!.n),
  }));
  return { keys, pooled, cells };
}

const shown = ({ keys, pooled, cells }: ExplorationRow) => ({ keys, pooled, cells: cells.map(({ estimate, change, value, n }: ExplorationCell) => ({ estimate, change, value, n })) });

test('explorations agree with counting row by row, whatever was written, corrected and erased', { timeout: 240_000 }, async () => {
  const store = await openTestStore();
  for (const table of ['feedback', 'comment_readings']) await store.command(`SYSTEM STOP MERGES ${store.database}.${table}`);
  // Every attribute that a filter names was seen once.
  const known = { scope: {}, keys: new Set(['plan', 'seats', 'none']) };
  try {
    const asked = fc.record({ question: questions, timeZone: fc.constantFrom(...ZONES) });
    await fc.assert(
      fc.asyncProperty(writtenBlocks, fc.array(asked, { minLength: 8, maxLength: 8 }), async (blocks, all) => {
        await writeBlocks(store, blocks);
        const truth = truthOf(blocks.flat());
        for (const { question, timeZone } of all) {
          const calendar = { now, timeZone };
          const expected = slowExploration(truth, { question, calendar });
          const answer = await measureExploration(store, { question, calendar, known });
          expect(answer.rows.map(shown)).toEqual(expected.rows.map(expectedRow));
          expect(shown(answer.total)).toEqual(expectedRow(expected.total));
          expect(answer.buckets).toHaveLength(expected.buckets);
          // Themes overlap, and do not add up.
          if (question.by?.some(isByTheme)) continue;
          question.metrics.forEach((_, index) => {
            const sum = (part: 'n' | 'excluded'): number => answer.rows.reduce((total, { cells }) => total + cells[index]!.estimate[part], 0);
            expect({ n: sum('n'), excluded: sum('excluded') }).toEqual({ n: answer.total.cells[index]!.estimate.n, excluded: answer.total.cells[index]!.estimate.excluded });
          });
        }
      }),
      { seed: 20261122, endOnFailure: true, numRuns: 25 },
    );
  } finally {
    await store.drop();
  }
});
