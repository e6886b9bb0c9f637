import { resolvePeriod, type FeedbackFilter } from '@heed/domain';
import { insertFeedback, repeat, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { rowsToBody, type StoreReader } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDailySums, dimensionValues, measureBreakdown, measureScore, measureScores, measureTrend, measureVolume, measureWhy } from '../index.ts';
import { writeReadings, writtenBlocks, ZONES } from '../testing/arbitrary-feedback.ts';
import { inPeriod, matches, slowScore, slowStart, truthOf } from '../testing/slow-measure.ts';
import { planRows, readSummedDays } from './plan.ts';
import { touchesTable } from './touches.query.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 4, 15, 12);
const now = Date.UTC(2026, 10, 15);

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(async () => {
  for (const table of ['feedback', 'feedback_touches', 'feedback_daily']) await store.command(`TRUNCATE TABLE ${table}`);
});

/** Writes as the collector does: the days are announced first. */
async function write(rows: readonly TestFeedback[]): Promise<void> {
  const days = new Set(rows.map(({ occurredAt }) => new Date(occurredAt).toISOString().slice(0, 10)));
  await store.insert(touchesTable, rowsToBody([...days].map((day) => [day, randomUUID(), 1])));
  await insertFeedback(store, rows);
}

/** A reader that counts what it reads, and has no memory of an empty table. */
function countingReader(): StoreReader & { fromDays: number } {
  const reader = {
    fromDays: 0,
    read: ((query, params) => {
      if ((params as { source?: { daily: unknown } }).source?.daily) reader.fromDays++;
      return store.read(query, params);
    }) as StoreReader['read'],
  };
  return reader;
}

const sums = ({ timeZone = 'UTC', restMs = 0, monotonic = () => 0 }: { timeZone?: string; restMs?: number; monotonic?: () => number } = {}) => createDailySums({ store, calendar: () => ({ now, timeZone }), restMs, minimumRows: 0, monotonic });
const calendar = { now, timeZone: 'UTC' };
const may: FeedbackFilter = { period: { from: '2026-05-01', to: '2026-06-01' } };
const npsOf = async (reader: StoreReader, filter: FeedbackFilter = may) => (await measureScore(reader, { metric: 'nps', filter, calendar })).estimate;

describe('days that rest', () => {
  test('are read from their sums, and from their rows as soon as a writer announces a change', async () => {
    await write(repeat(3, { nps: 10, occurredAt: NOON }));
    await write(repeat(1, { nps: 0, occurredAt: NOON + DAY }));
    expect(await sums().round()).toEqual(['2026-05-15', '2026-05-16']);

    const resting = countingReader();
    // Three promoters and a detractor: 100 · (3 − 1) / 4.
    expect(await npsOf(resting)).toMatchObject({ value: 50, n: 4 });
    expect(resting.fromDays).toBe(1);

    await write(repeat(1, { nps: 0, occurredAt: NOON }));
    const touched = countingReader();
    // 100 · (3 − 2) / 5, of which the second day still comes from its sums.
    expect(await npsOf(touched)).toMatchObject({ value: 20, n: 5 });
    const plan = await planRows(touched, { filter: may, by: null, periods: [resolvePeriod(may.period as never, calendar)], calendar });
    expect(plan.daily?.ranges.map(({ firstDate, lastDate }) => [firstDate, lastDate])).toEqual([['2026-05-16', '2026-05-16']]);
    expect(plan.raw).toEqual([
      { from: Date.UTC(2026, 4, 1), to: Date.UTC(2026, 4, 16) },
      { from: Date.UTC(2026, 4, 17), to: Date.UTC(2026, 5, 1) },
    ]);
  });

  test('rest for a while after the last touch was seen, by a clock that does not go back', async () => {
    let clock = 0;
    const waiting = sums({ restMs: 180_000, monotonic: () => clock });
    await write(repeat(2, { nps: 10, occurredAt: NOON }));
    expect(await waiting.round()).toEqual([]);
    clock = 179_999;
    await write(repeat(1, { nps: 10, occurredAt: NOON }));
    expect(await waiting.round()).toEqual([]);
    clock = 180_000;
    // The second touch was seen a millisecond ago.
    expect(await waiting.round()).toEqual([]);
    clock = 179_999 + 180_000;
    expect(await waiting.round()).toEqual(['2026-05-15']);
    expect(await waiting.round()).toEqual([]);
  });

  test('show nothing of values that are gone', async () => {
    const id = randomUUID();
    await write([testFeedback({ id, nps: 10, occurredAt: NOON, department: 'Sales' }), testFeedback({ nps: 9, occurredAt: NOON, department: 'Support' })]);
    await sums().round();
    await write([testFeedback({ id, nps: 1, occurredAt: NOON, department: 'Care', version: 2 })]);
    await sums().round();
    const reader = countingReader();
    const { groups, total } = await measureBreakdown(reader, { metric: 'nps', by: 'department', filter: may, first: 10, calendar });
    expect(groups.map(({ key, estimate }) => [key, estimate.value, estimate.n])).toEqual([['Care', -100, 1], ['Support', 100, 1]]);
    expect(total).toMatchObject({ value: 0, n: 2 });
    expect(reader.fromDays).toBe(1);
  });

  test('are forgotten when the other UTC day of a calendar day is still being written', async () => {
    let clock = 0;
    const berlin = sums({ timeZone: 'Europe/Berlin', restMs: 100, monotonic: () => clock });
    const inBerlin = { now, timeZone: 'Europe/Berlin' };
    // 16 May in Berlin begins on 15 May at 22:00 UTC.
    const lateEvening = Date.UTC(2026, 4, 15, 23);
    await write(repeat(1, { nps: 10, occurredAt: lateEvening }));
    await write(repeat(1, { nps: 10, occurredAt: NOON + DAY }));
    await berlin.round();
    clock = 100;
    // All calendar days that the two UTC days overlap; those without feedback leave no sums.
    expect(await berlin.round()).toEqual(['2026-05-15', '2026-05-16', '2026-05-17']);
    expect((await readSummedDays(store, 'Europe/Berlin')).days.map(({ date }) => date)).toEqual(['2026-05-16']);
    await write(repeat(1, { nps: 0, occurredAt: lateEvening }));
    await berlin.round();
    clock = 200;
    // The evening rests, the day after is touched again: the calendar day may not be summed up, nor its old sums be read.
    await write(repeat(1, { nps: 0, occurredAt: NOON + DAY }));
    await berlin.round();
    expect((await readSummedDays(store, 'Europe/Berlin')).days).toEqual([]);
    const { estimate } = await measureScore(countingReader(), { metric: 'nps', filter: may, calendar: inBerlin });
    expect(estimate).toMatchObject({ value: 0, n: 4 });
    clock = 400;
    expect(await berlin.round()).toEqual(['2026-05-16', '2026-05-17']);
    expect(await berlin.reconcile()).toEqual({ equal: 1, differing: [], touched: 0 });
  });

  test('are found when nobody touched them, as after an upgrade', async () => {
    await insertFeedback(store, repeat(2, { nps: 10, occurredAt: NOON }));
    expect(await sums().round()).toEqual(['2026-05-15']);
  });

  test('are not summed up when there are few rows, and their touches are taken back all the same', async () => {
    await write(repeat(2, { nps: 10, occurredAt: NOON }));
    const few = createDailySums({ store, calendar: () => calendar, restMs: 0, minimumRows: 300_000 });
    expect(await few.round()).toEqual([]);
    expect(await readSummedDays(store, 'UTC')).toMatchObject({ days: [], touched: new Set() });
  });

  test('leave out a dimension with too many values', async () => {
    await write(Array.from({ length: 1_001 }, (_, index) => testFeedback({ nps: 9, occurredAt: NOON, product: `P${index}`, department: 'Care' })));
    await sums().round();
    const reader = countingReader();
    expect((await measureBreakdown(reader, { metric: 'nps', by: 'product', filter: may, first: 5, calendar })).otherGroups).toBe(996);
    expect(reader.fromDays).toBe(0);
    expect((await measureBreakdown(reader, { metric: 'nps', by: 'department', filter: may, first: 5, calendar })).total.n).toBe(1_001);
    expect(reader.fromDays).toBe(1);
  });

  test('cannot answer what only rows know', async () => {
    await write(repeat(2, { nps: 10, occurredAt: NOON, department: 'Care', channel: 'chat' }));
    await sums().round();
    const others: FeedbackFilter[] = [{ ...may, text: 'a' }, { ...may, nps: { min: 0 } }, { ...may, department: { in: ['Care'] }, channel: { in: ['chat'] } }, { ...may, or: [{ department: { in: ['Care'] } }] }, { ...may, attributes: [{ key: 'plan', in: [''] }] }];
    for (const filter of others) {
      const reader = countingReader();
      await npsOf(reader, filter);
      expect(reader.fromDays, JSON.stringify(filter)).toBe(0);
    }
    const scoped = countingReader();
    expect(await npsOf(scoped, { ...may, and: [{ department: { in: ['Care'] } }, { and: [{ department: { notIn: ['Sales'] } }] }] })).toMatchObject({ n: 2 });
    expect(scoped.fromDays).toBe(1);
  });
});

describe('the check against the rows', () => {
  test('finds a sum that is wrong, lacks or is too many, and heals it', async () => {
    await write([...repeat(2, { nps: 10, occurredAt: NOON, department: 'Care' }), ...repeat(2, { nps: 10, occurredAt: NOON + DAY }), ...repeat(2, { nps: 10, occurredAt: NOON + 2 * DAY })]);
    const keeper = sums();
    await keeper.round();
    expect(await keeper.reconcile()).toEqual({ equal: 3, differing: [], touched: 0 });
    // Rows that no writer announced: what should never happen.
    await insertFeedback(store, repeat(1, { nps: 0, occurredAt: NOON, department: 'Sales' }));
    await store.command("INSERT INTO feedback_daily SELECT * REPLACE (version + 1 AS version, 1 AS deleted) FROM feedback_daily FINAL WHERE dimension = 'department' AND date = '2026-05-17'");
    expect(await npsOf(countingReader())).toMatchObject({ n: 6 });
    expect(await keeper.reconcile()).toEqual({ equal: 1, differing: ['2026-05-15', '2026-05-17'], touched: 0 });
    expect(await npsOf(countingReader())).toMatchObject({ n: 7 });
    expect(await keeper.reconcile()).toEqual({ equal: 1, differing: [], touched: 2 });
    await keeper.round();
    expect(await keeper.reconcile()).toEqual({ equal: 3, differing: [], touched: 0 });
  });

  test('looks at the days of a period only', async () => {
    await write([...repeat(1, { nps: 10, occurredAt: NOON }), ...repeat(1, { nps: 10, occurredAt: NOON + DAY })]);
    const keeper = sums();
    await keeper.round();
    expect(await keeper.reconcile({ from: NOON - DAY / 2, to: NOON + 1 })).toMatchObject({ equal: 1 });
  });
});

test('a crash after any of its statements leaves numbers right, and the next round goes on', async () => {
  /** A process that dies after so many statements, the last of which took effect although nobody heard of it. */
  function dyingAfter(statements: number) {
    let left = statements;
    const once = <Args extends unknown[]>(work: (...args: Args) => Promise<unknown>) => async (...args: Args) => {
      if (left-- <= 0) throw new Error('killed');
      const result = await work(...args);
      if (left === 0) throw new Error('killed');
      return result;
    };
    return createDailySums({ store: { read: once(store.read), insert: once(store.insert), execute: once(store.execute) } as never, calendar: () => calendar, restMs: 0, minimumRows: 0 });
  }
  let died = 0;
  for (let statements = 1; ; statements++) {
    for (const table of ['feedback', 'feedback_touches', 'feedback_daily']) await store.command(`TRUNCATE TABLE ${table}`);
    const id = randomUUID();
    await write([testFeedback({ id, nps: 10, occurredAt: NOON, department: 'Sales' }), ...repeat(2, { nps: 10, occurredAt: NOON + 3 * DAY })]);
    await sums().round();
    await write([testFeedback({ id, nps: 0, occurredAt: NOON, department: 'Care', version: 2 })]);
    const failed = await dyingAfter(statements).round().then(() => false, () => true);
    // Two promoters and a detractor: 100 · (2 − 1) / 3.
    expect((await npsOf(countingReader())).value).toBeCloseTo(100 / 3, 9);
    await sums().round();
    expect((await npsOf(countingReader())).value).toBeCloseTo(100 / 3, 9);
    expect(await sums().reconcile()).toEqual({ equal: 2, differing: [], touched: 0 });
    if (!failed) break;
    died++;
  }
  // Touches, days, size, days with feedback, the sums, and the taking back of touches.
  expect(died).toBe(6);
});

test('whatever was written before and after days were summed up, every answer is that of the rows', async () => {
  const choice = (values: string[]) => fc.record({ in: fc.subarray(values), notIn: fc.subarray(values, { maxLength: 1 }) }, { requiredKeys: [] });
  const filters: fc.Arbitrary<FeedbackFilter> = fc
    .record({
      condition: fc.oneof(fc.constant({}), fc.record({ department: choice(['', 'Support', 'Sales']) }), fc.record({ and: fc.array(fc.record({ region: choice(['', '東亞']) }), { maxLength: 2 }) })),
      days: fc.option(fc.record({ start: fc.integer({ min: 0, max: 240 }), length: fc.integer({ min: 1, max: 90 }), hour: fc.constantFrom(0, 0, 5) })),
    })
    .map(({ condition, days }) => {
      if (!days) return condition;
      const from = Date.UTC(2026, 2, 1, days.hour) + days.start * DAY;
      // Midnights of the zone, or moments within a day.
      const text = (at: number): string => (days.hour === 0 ? new Date(at).toISOString().slice(0, 10) : new Date(at).toISOString());
      return { ...condition, period: { from: text(from), to: text(from + days.length * DAY) } };
    });
  let fromDays = 0;
  await fc.assert(
    fc.asyncProperty(writtenBlocks, fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 4 }), fc.array(filters, { minLength: 4, maxLength: 4 }), async (blocks, timeZone, before, questions) => {
      for (const table of ['feedback', 'feedback_touches', 'feedback_daily', 'comment_readings']) await store.command(`TRUNCATE TABLE ${table}`);
      const zoned = { now, timeZone };
      for (const block of blocks.slice(0, before)) await write(block);
      const keeper = sums({ timeZone });
      await keeper.round();
      for (const block of blocks.slice(before)) await write(block);
      // Read when days may rest already: what is read counts at once.
      await writeReadings(store, blocks);
      const truth = truthOf(blocks.flat());
      for (const filter of questions) {
        const reader = countingReader();
        const period = filter.period ? resolvePeriod(filter.period, zoned) : null;
        const rows = truth.filter((row) => inPeriod(row, period) && matches(row, filter));
        const { estimate } = await measureScore(reader, { metric: 'nps', filter, calendar: zoned });
        expect(estimate).toMatchObject(slowScore(rows, 'nps'));
        const { value, n, excluded } = slowScore(rows, 'sentiment');
        const [judged, given] = await measureScores(reader, { metrics: ['sentiment', 'csat5'], filter, calendar: zoned });
        expect(judged?.estimate).toMatchObject({ value: value === null ? null : expect.closeTo(value, 9), n, excluded });
        expect(given?.estimate.n).toBe(slowScore(rows, 'csat5').n);
        const volume = await measureVolume(reader, { filter, calendar: zoned });
        const moments = rows.map(({ occurredAt }) => occurredAt).sort((left, right) => left - right);
        expect(volume.metrics.find(({ metric }) => metric.id === 'sentiment')?.n).toBe(n);
        expect(volume).toMatchObject({ matched: rows.length, comments: rows.filter(({ comment }) => comment !== '').length, earliest: moments[0] ?? null, latest: moments.at(-1) ?? null });
        const breakdown = await measureBreakdown(reader, { metric: 'ces', by: 'department', filter, first: 9, calendar: zoned });
        for (const { key, estimate: part } of breakdown.groups) expect(part).toMatchObject(slowScore(rows.filter(({ department }) => department === key), 'ces'));
        expect(breakdown.groups).toHaveLength(new Set(rows.map(({ department }) => department)).size);
        const values = await dimensionValues(reader, { dimension: 'department', filter, first: 9, calendar: zoned });
        expect(values.reduce((sum, { n }) => sum + n, 0)).toBe(rows.length);
        if (period) {
          const trend = await measureTrend(reader, { metric: 'csat5', filter, grain: 'week', calendar: zoned });
          const expected = Map.groupBy(rows, ({ occurredAt }) => Math.max(slowStart(occurredAt, { grain: 'week', timeZone }), period.from));
          // An empty branch keeps everything, and makes it a question that only rows can answer.
          const why = { metric: 'nps', by: { dimension: 'department' }, first: 9, calendar: zoned } as const;
          expect(await measureWhy(reader, { ...why, filter })).toEqual(await measureWhy(reader, { ...why, filter: { ...filter, or: [{}] } }));
          trend.from.forEach((from, index) => expect(trend.n[index]).toBe(slowScore(expected.get(from) ?? [], 'csat5').n));
        }
        fromDays += reader.fromDays;
      }
      expect((await keeper.reconcile()).differing).toEqual([]);
    }),
    { numRuns: 15, seed: 20_261_123 },
  );
  // Otherwise nothing was tried.
  expect(fromDays).toBeGreaterThan(50);
}, 120_000);
