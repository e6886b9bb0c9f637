import { NO_THEME, previousPeriod, resolvePeriod, type FeedbackFilter } from '@heed/domain';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CUSTOMER_METRIC_IDS, measureBreakdown, measureThemes, METRICS, THEME_ORDERS } from '../index.ts';
import { countExploration } from '../explore/exploration.ts';
import { feedbackFilters, writeBlocks, writtenBlocks } from '../testing/arbitrary-feedback.ts';
import { slowAnswer } from '../testing/slow-insight.ts';
import { inPeriod, matches, slowScore, themesOf, truthOf, type SlowFeedback } from '../testing/slow-measure.ts';
import { additiveParts } from './additive.ts';

const calendar = { now: Date.UTC(2026, 10, 5), timeZone: 'Europe/Berlin' };
const closeTo = (value: number | null): unknown => (value === null ? null : expect.closeTo(value, 8));
const metrics = CUSTOMER_METRIC_IDS.filter((id) => METRICS[id].answers);

test('themes agree with taking their feedback out and counting again', { timeout: 180_000 }, async () => {
  const store = await openTestStore();
  for (const table of ['feedback', 'comment_readings']) await store.command(`SYSTEM STOP MERGES ${store.database}.${table}`);
  // Most conditions leave few rows.
  const filters: fc.Arbitrary<FeedbackFilter> = fc.oneof(feedbackFilters, feedbackFilters.map(({ period }) => (period ? { period } : {})));
  const question = fc.record({ filter: filters, metric: fc.constantFrom(...metrics), orderBy: fc.constantFrom(...THEME_ORDERS) });
  try {
    await fc.assert(
      fc.asyncProperty(writtenBlocks, fc.array(question, { minLength: 6, maxLength: 6 }), async (blocks, questions) => {
        await writeBlocks(store, blocks);
        const truth = truthOf(blocks.flat());
        for (const { filter, metric, orderBy } of questions) {
          const period = filter.period ? resolvePeriod(filter.period, calendar) : null;
          const kept = (within: typeof period): SlowFeedback[] => truth.filter((row) => inPeriod(row, within) && matches(row, filter));
          const rows = kept(period);
          const before = filter.period ? kept(previousPeriod(filter.period, calendar)) : null;
          const found = await measureThemes(store, { metric, filter, orderBy, first: 100, calendar });

          const slow = (some: readonly SlowFeedback[]) => {
            const { value, n, excluded } = slowScore(some, metric);
            return { value: closeTo(value), n, excluded };
          };
          const read = (some: readonly SlowFeedback[]): number => some.filter((row) => row.read && (row.comment !== '' || row.read.themes.length > 0)).length;
          const none = rows.filter((row) => themesOf(row).length === 0);
          const whole = slowScore(rows, metric).value;
          const base = slowScore(none, metric).value;
          expect(found.score).toMatchObject(slow(rows));
          expect(found.baseScore).toMatchObject(slow(none));
          expect(found.unassigned).toMatchObject({ comments: none.filter((row) => row.read && row.comment !== '').length, of: read(rows) });
          expect(found.unread.comments).toBe(rows.filter((row) => !row.read && row.comment !== '').length);
          expect(new Set(found.themes.map(({ theme }) => theme))).toEqual(new Set(rows.flatMap((row) => themesOf(row))));
          for (const { theme, share, shareChange, score, scoreChange, impact, additive } of found.themes) {
            const [own, others] = [true, false].map((isIn) => rows.filter((row) => themesOf(row).includes(theme) === isIn)) as [SlowFeedback[], SlowFeedback[]];
            expect(share).toMatchObject({ comments: own.length, of: read(rows) });
            expect(score).toMatchObject(slow(own));
            const past = before?.filter((row) => themesOf(row).includes(theme));
            if (before && past) {
              expect(shareChange?.previous).toMatchObject({ comments: past.length, of: read(before) });
              expect(scoreChange?.previous).toMatchObject(slow(past));
            } else expect([shareChange, scoreChange]).toEqual([null, null]);
            const without = slowScore(others, metric).value;
            const isMeasured = whole !== null && without !== null && slowScore(own, metric).n > 0;
            expect(impact?.value ?? null).toEqual(closeTo(isMeasured ? whole - without : null));
            // Each answer brings its difference to those in no theme, divided among its themes.
            const brought = own.flatMap((row) => (slowAnswer(row, metric) === null ? [] : [(Number(slowScore([row], metric).value) - Number(base)) / themesOf(row).length]));
            expect(additive).toEqual(closeTo(base === null ? null : brought.reduce((sum, one) => sum + one, 0) / slowScore(rows, metric).n));
          }
          // An exploration by theme says the same, and why the rest is in none; one of six shows it.
          if (orderBy === 'volume') {
            const explored = await countExploration(store, { question: { metrics: [metric, 'volume'], by: [{ dimension: 'theme' }], filter, compare: period !== null, first: 100 }, calendar });
            const volume = new Map(explored.rows.map(({ keys, cells }) => [keys[0], cells[1]?.estimate.value]));
            const { unassigned, unreadable, unread } = found;
            const others = [unassigned.comments + unreadable.comments, unread.comments, rows.filter((row) => row.comment === '' && themesOf(row).length === 0).length];
            expect(Object.values(NO_THEME).map((key) => volume.get(key) ?? 0)).toEqual(others);
            expect(explored.total.cells[0]).toEqual({ ...explored.total.cells[0], estimate: found.score, change: found.scoreChange });
            const byId = (a: { theme: string }, b: { theme: string }): number => (a.theme < b.theme ? -1 : 1);
            const explorations = explored.rows.flatMap(({ keys: [theme = ''], cells: [cell, mentions] }) => (theme.startsWith('-') ? [] : [{ theme, score: cell?.estimate, scoreChange: cell?.change, comments: mentions?.estimate.value }]));
            expect(explorations.sort(byId)).toEqual(found.themes.map(({ theme, score, scoreChange, share }) => ({ theme, score, scoreChange, comments: share.comments })).sort(byId));
            const broken = await measureBreakdown(store, { metric, by: 'theme', filter, first: 100, calendar });
            expect(broken.groups.map(({ key, estimate }) => [key, estimate])).toEqual(explored.rows.map(({ keys, cells }) => [keys[0], cells[0]?.estimate]));
            expect(broken.total).toEqual(found.score);
          }

          const parts = found.themes.map(({ additive }) => additive);
          if (found.additiveTotal !== null) expect(parts.reduce((sum: number, part) => sum + Number(part), 0)).toBeCloseTo(found.additiveTotal, 8);
        }
      }),
      { seed: 20261122, endOnFailure: true, numRuns: 25 },
    );
  } finally {
    await store.drop();
  }
});

/** Every order in which themes may come, for the Shapley value as it is defined. */
function orders(themes: readonly string[]): string[][] {
  if (themes.length === 0) return [[]];
  return themes.flatMap((first) => orders(themes.filter((theme) => theme !== first)).map((rest) => [first, ...rest]));
}

test('the additive parts are the Shapley values of the themes', () => {
  const THEMES = ['a', 'b', 'c', 'd'];
  const answer = fc.record({ themes: fc.subarray(THEMES), value: fc.integer({ min: -100, max: 100 }) });
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 12 }), fc.integer({ min: -100, max: 100 }), (answers, base) => {
      // What those bring who mention any theme of a coalition.
      const worth = (coalition: readonly string[]): number =>
        answers.filter(({ themes }) => themes.some((theme) => coalition.includes(theme))).reduce((sum, { value }) => sum + (value - base) / answers.length, 0);
      const all = orders(THEMES);
      const shapley = (theme: string): number =>
        all.reduce((sum, order) => sum + worth(order.slice(0, order.indexOf(theme) + 1)) - worth(order.slice(0, order.indexOf(theme))), 0) / all.length;
      const mentions = answers.flatMap(({ themes, value }) => themes.map((theme) => ({ theme, parts: themes.length, n: 1, value })));
      const parts = additiveParts(mentions, { n: answers.length, base });
      for (const theme of THEMES) expect(parts?.get(theme) ?? 0).toBeCloseTo(shapley(theme), 8);
    }),
    { seed: 20261122, numRuns: 200 },
  );
});
