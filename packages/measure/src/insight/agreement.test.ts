import { DIMENSIONS, previousPeriod, resolvePeriod, type ColumnGrouping, type Grouping } from '@heed/domain';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureCohorts, measureDistribution, measureDrivers, measureScore, measureWhy, METRIC_IDS, METRICS } from '../index.ts';
import { feedbackFilters, writeBlocks, writtenBlocks, ZONES } from '../testing/arbitrary-feedback.ts';
import { slowAge, slowAnswer, slowBand, slowDay } from '../testing/slow-insight.ts';
import { inPeriod, matches, slowScore, slowStart, truthOf, themesOf, type SlowFeedback } from '../testing/slow-measure.ts';
import { DateTime } from 'luxon';

const fourOf = <T>(question: fc.Arbitrary<T>) => fc.array(question, { minLength: 4, maxLength: 4 });
const anyMetric = fc.constantFrom(...METRIC_IDS.filter((id) => METRICS[id].answers));
const anyGrouping = fc.constantFrom<ColumnGrouping>({ dimension: 'department' }, { dimension: 'region' }, { attribute: 'plan' });
const now = Date.UTC(2026, 10, 5);
/** Not shrunk: each attempt writes and asks, and one that outlives its time limit would disturb the next test. */
const runs = { seed: 20261122, endOnFailure: true };
const TIME_LIMIT = 120_000;

const valueOf = (row: SlowFeedback, { dimension, attribute }: ColumnGrouping): string => (dimension ? row[dimension] : (row.attributes[attribute ?? ''] ?? ''));
const closeTo = (value: number | null): unknown => (value === null ? null : expect.closeTo(value, 9));
const estimateOf = (rows: readonly SlowFeedback[], metric: (typeof METRIC_IDS)[number]) => {
  const { value, n, excluded } = slowScore(rows, metric);
  return { value: closeTo(value), n, excluded };
};

describe('insight agrees with counting row by row', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await store.command(`SYSTEM STOP MERGES ${store.database}.feedback`);
  });
  afterAll(() => store.drop());

  async function write(blocks: readonly SlowFeedback[][]): Promise<SlowFeedback[]> {
    await writeBlocks(store, blocks);
    return truthOf(blocks.flat());
  }

  test('distribution: each answer, now and before', async () => {
    await fc.assert(
      fc.asyncProperty(writtenBlocks, fourOf(fc.record({ filter: feedbackFilters, metric: anyMetric, timeZone: fc.constantFrom(...ZONES) })), async (blocks, questions) => {
        const truth = await write(blocks);
        for (const { filter, metric, timeZone } of questions) {
          const calendar = { now, timeZone };
          const rows = truth.filter((row) => inPeriod(row, filter.period ? resolvePeriod(filter.period, calendar) : null) && matches(row, filter));
          const { period } = filter;
          const before = period ? truth.filter((row) => inPeriod(row, previousPeriod(period, calendar)) && matches(row, filter)) : [];
          const isIn = (given: number | null, { answer, upTo }: { answer: number; upTo: number | null }): boolean => given !== null && (upTo === null ? given === answer : given >= answer && (given < upTo || upTo === 1));
          const given = (of: readonly SlowFeedback[], step: { answer: number; upTo: number | null }): number => of.filter((row) => isIn(slowAnswer(row, metric), step)).length;
          const [n, previousN] = [slowScore(rows, metric).n, slowScore(before, metric).n];

          const found = await measureDistribution(store, { metric, filter, calendar });
          expect(found).toMatchObject({ n, excluded: rows.length - n });
          for (const step of found.answers) {
            const { answer, band, n: times, share, previousShare } = step;
            expect({ answer, band, times }).toEqual({ answer, band: slowBand(answer, metric), times: given(rows, step) });
            expect(share).toEqual(closeTo(n === 0 ? null : (100 * given(rows, step)) / n));
            expect(previousShare).toEqual(closeTo(previousN === 0 ? null : (100 * given(before, step)) / previousN));
          }
          expect(found.answers.reduce((sum, answer) => sum + answer.n, 0)).toBe(n);
        }
      }),
      { ...runs, numRuns: 15 },
    );
  }, TIME_LIMIT);

  test('why: each group, and parts that add up to the change however many are shown', async () => {
    const question = fc.record({ given: feedbackFilters, metric: anyMetric, by: anyGrouping, first: fc.integer({ min: 1, max: 5 }), timeZone: fc.constantFrom(...ZONES) });
    await fc.assert(
      fc.asyncProperty(writtenBlocks, fourOf(question), async (blocks, questions) => {
        const truth = await write(blocks);
        for (const { given, metric, by, first, timeZone } of questions) {
          const calendar = { now, timeZone };
          const period = given.period ?? { from: '2026-09-28', to: '2026-11-05' };
          const filter = { ...given, period };
          const of = (moments: { from: number; to: number }): SlowFeedback[] => truth.filter((row) => inPeriod(row, moments) && matches(row, filter));
          const [rows, before] = [of(resolvePeriod(period, calendar)), of(previousPeriod(period, calendar))];
          const group = (all: readonly SlowFeedback[], key: string): SlowFeedback[] => all.filter((row) => valueOf(row, by) === key);

          const why = await measureWhy(store, { metric, by, filter, first, calendar });
          expect(why.now).toMatchObject(estimateOf(rows, metric));
          expect(why.change.previous).toMatchObject(estimateOf(before, metric));
          const [value, previous] = [slowScore(rows, metric).value, slowScore(before, metric).value];
          const change = value === null || previous === null ? 0 : value - previous;
          expect(Math.abs(why.mix + why.rate - change)).toBeLessThan(1e-9);
          expect(Math.abs(why.groups.reduce((sum, { effect }) => sum + effect, why.other?.effect ?? 0) - change)).toBeLessThan(1e-9);

          const keys = [...new Set([...rows, ...before].filter((row) => slowAnswer(row, metric) !== null).map((row) => valueOf(row, by)))];
          expect(why.groups).toHaveLength(Math.min(first, keys.length));
          expect(why.otherGroups).toBe(keys.length - why.groups.length);
          for (const { key, now: current, before: past, share, effect } of why.groups) {
            expect(keys).toContain(key);
            expect(current).toMatchObject(estimateOf(group(rows, key), metric));
            expect(past).toMatchObject(estimateOf(group(before, key), metric));
            expect(share).toEqual(closeTo(value === null ? null : (100 * current.n) / why.now.n));
            // p·v − p′·v′ − (p − p′)·M
            const part = (estimate: { value: number | null; n: number }, whole: { n: number }): number => (whole.n === 0 ? 0 : ((estimate.value ?? 0) * estimate.n) / whole.n);
            const [p, q] = [current.n / why.now.n, past.n / why.change.previous.n];
            const expected = value === null || previous === null ? 0 : part(current, why.now) - part(past, why.change.previous) - (p - q) * ((value + previous) / 2);
            expect(Math.abs(effect - expected)).toBeLessThan(1e-9);
          }
          const effects = why.groups.map(({ effect }) => Math.abs(effect));
          expect(effects).toEqual([...effects].sort((a, b) => b - a));
        }
      }),
      { ...runs, numRuns: 15 },
    );
  }, TIME_LIMIT);

  test('drivers: each group against the others that carry a value', async () => {
    const groupings: ColumnGrouping[] = [...DIMENSIONS.map((dimension) => ({ dimension })), { attribute: 'plan' }];
    // Groups are tested from 30 answers on, so many blocks are written at once.
    await fc.assert(
      fc.asyncProperty(fc.array(writtenBlocks, { minLength: 12, maxLength: 12 }), fourOf(fc.record({ filter: feedbackFilters, metric: anyMetric })), async (written, questions) => {
        const truth = await write([0, 1, 2, 3].map((index) => written.flatMap((blocks) => (blocks.length === 4 ? (blocks[index] ?? []) : index === 0 ? blocks.flat() : []))));
        const calendar = { now, timeZone: 'Europe/Berlin' };
        for (const { filter, metric } of [...questions, { filter: {}, metric: 'nps' as const }]) {
          const rows = truth.filter((row) => inPeriod(row, filter.period ? resolvePeriod(filter.period, calendar) : null) && matches(row, filter));
          // A theme is compared with what was read and does not mention it.
          const read = rows.filter((row) => themesOf(row).length > 0 || (row.read && row.comment !== ''));
          interface Candidate { grouping: Grouping; key: string; group: SlowFeedback[]; rest: SlowFeedback[] }
          const themes = [...new Set(read.flatMap(themesOf))].map((key): Candidate => {
            const [group, rest] = [true, false].map((isIn) => read.filter((row) => themesOf(row).includes(key) === isIn)) as [SlowFeedback[], SlowFeedback[]];
            return { grouping: { dimension: 'theme' }, key, group, rest };
          });
          const candidates = groupings.flatMap((grouping): Candidate[] => {
            const carrying = rows.filter((row) => valueOf(row, grouping) !== '');
            const keys = [...new Set(carrying.map((row) => valueOf(row, grouping)))];
            return keys.map((key) => ({ grouping, key, group: carrying.filter((row) => valueOf(row, grouping) === key), rest: carrying.filter((row) => valueOf(row, grouping) !== key) }));
          });
          const answering = [...candidates, ...themes].filter(({ group }) => slowScore(group, metric).n > 0);
          const testable = answering.filter(({ group, rest }) => slowScore(group, metric).n >= 30 && slowScore(rest, metric).n >= 30);

          const { tested, tooSmall, groups } = await measureDrivers(store, { metric, groupings: [...groupings, { dimension: 'theme' }], filter, first: 200, calendar });
          expect({ tested, tooSmall }).toEqual({ tested: testable.length, tooSmall: answering.length - testable.length });
          const byName = (a: { grouping: Grouping; key: string }, b: { grouping: Grouping; key: string }): number => (JSON.stringify([a.grouping, a.key]) < JSON.stringify([b.grouping, b.key]) ? -1 : 1);
          expect([...groups].sort(byName)).toMatchObject(testable.sort(byName).map(({ grouping, key, group, rest }) => ({ grouping, key, estimate: estimateOf(group, metric), rest: estimateOf(rest, metric), difference: closeTo(Number(slowScore(group, metric).value) - Number(slowScore(rest, metric).value)) })));
          for (const { difference, low, high, adjustedP, clear } of groups) {
            expect(low).toBeLessThanOrEqual(difference);
            expect(high).toBeGreaterThanOrEqual(difference);
            // What is clear after adjusting is clear before.
            if (clear) expect(low * high).toBeGreaterThan(0);
            expect(clear).toBe(adjustedP <= 0.05);
          }
        }
        expect((await measureDrivers(store, { metric: 'nps', groupings, filter: {}, first: 200, calendar })).tested).toBeGreaterThan(0);
      }),
      { ...runs, numRuns: 5 },
    );
  }, TIME_LIMIT);

  test('cohorts: every cell, across changes to and from daylight saving', async () => {
    const texts = ['', 'soon', '2026-01', '2025-12-31', '2026-02-30', '2026-03-08', '2026-03-29T02:30', '2026-03-29T00:30:00Z', '2026-04-04T23:45:00+10:30', '2026-01-31', '2025-11-30 23:59:59.5', '2026-10-04', '2026-09-27T22:00:00-05:00'];
    const grains = fc.constantFrom('week' as const, 'month' as const, 'quarter' as const);
    const question = fc.record({ filter: feedbackFilters, metric: anyMetric, cohort: grains, since: grains, timeZone: fc.constantFrom(...ZONES) });
    const dated = fc.tuple(writtenBlocks, fc.array(fc.constantFrom(...texts), { minLength: 60, maxLength: 60 })).map(([blocks, started]) => {
      const ids = [...new Set(blocks.flat().map(({ id }) => id))];
      return blocks.map((block) => block.map((row) => ({ ...row, attributes: { ...row.attributes, started: started[ids.indexOf(row.id)] ?? '' } })));
    });
    await fc.assert(
      fc.asyncProperty(dated, fourOf(question), async (blocks, questions) => {
        const truth = await write(blocks);
        for (const { filter, metric, cohort, since, timeZone } of questions) {
          const calendar = { now, timeZone };
          const rows = truth.filter((row) => inPeriod(row, filter.period ? resolvePeriod(filter.period, calendar) : null) && matches(row, filter));
          const placed = rows.map((row) => {
            const started = slowDay(row.attributes['started'] ?? '', timeZone);
            const answeredOn = DateTime.fromMillis(row.occurredAt, { zone: timeZone }).toISODate() ?? '';
            if (started === null) return { row, place: 'undated' };
            if (answeredOn < started) return { row, place: 'before' };
            const start = new Date(slowStart(Date.parse(started), { grain: cohort, timeZone: 'UTC' })).toISOString().slice(0, 10);
            return { row, place: `${start} ${slowAge(started, { to: answeredOn, unit: since })}` };
          });
          const at = (place: string): SlowFeedback[] => placed.filter((one) => one.place === place).map(({ row }) => row);

          const found = await measureCohorts(store, { metric, date: 'started', cohort, since, filter, calendar });
          expect({ undated: found.undated, beforeStart: found.beforeStart }).toEqual({ undated: slowScore(at('undated'), metric).n, beforeStart: slowScore(at('before'), metric).n });
          const cells = found.cohorts.flatMap(({ start, cells: own }) => own.map((cell) => ({ ...cell, place: `${start} ${cell.since}` })));
          expect(cells.map(({ place }) => place)).toEqual(expect.arrayContaining([...new Set(placed.map(({ place }) => place))].filter((place) => /\d/.test(place))));
          for (const { place, estimate } of cells) expect(estimate).toMatchObject(estimateOf(at(place), metric));
          const total = found.cohorts.reduce((sum, one) => sum + one.n, found.undated + found.beforeStart);
          expect(total).toBe((await measureScore(store, { metric, filter, calendar })).estimate.n);
        }
      }),
      { ...runs, numRuns: 15 },
    );
  }, TIME_LIMIT);
});
