import { bucketsOf, feedbackFilter, HeedError, naturalGrain, type Bucket, type Calendar, type FeedbackFilter, type Grain, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, periodOf } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type Sql, type StoreReader } from '@heed/store';
import { DateTime } from 'luxon';
import * as z from 'zod';
import { sourceFor, type RowSource } from '../daily/plan.ts';
import { exampleSource, fromRows, rowSource, talliedColumn } from '../daily/row-source.ts';
import { estimateOf } from '../metric/estimate.ts';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, populationOf, type MetricDefinition, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { addTallied, readGroup } from '../metric/tallied.ts';

/** Columns of equal length, one entry a bucket; a bucket without answers has n = 0 and value null. */
export interface TrendResult {
  metric: MetricDefinition;
  period: Period;
  grain: Grain;
  /** Each point stands for so many buckets that end with its own; null for the bucket alone. */
  rolling: number | null;
  /** Epoch milliseconds of the bucket's start and end, cut at the ends of the period. */
  from: number[];
  to: number[];
  value: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  n: number[];
  excluded: number[];
  matched: number[];
}

/**
 * The buckets' starts come from the calendar (`bucketsOf`) and the engine only finds the last start at or before each
 * row. So the buckets always add up to the period, also in zones that the engine's own calendar functions round
 * otherwise (half hours on Lord Howe) or whose rules changed after the engine was built.
 */
const trend = defineQuery<{ metric: MetricId; filter: FeedbackFilter; source: RowSource; starts: number[] }, { start: number; numbers: number[] }>({
  name: 'measure.trend',
  params: z.strictObject({ metric: metricId, filter: feedbackFilter, source: rowSource, starts: z.array(z.number().int()).min(1) }),
  row: z.object({ start: whole, numbers: z.array(count) }),
  sql: ({ metric, filter, source, starts }) => {
    const metrics = [METRICS[metric]];
    const startOf = (moment: Sql): Sql => sql`roundDown(toUnixTimestamp64Milli(${moment}), ${bind('Array(Int64)', starts)})`;
    const key = { raw: startOf(sql`occurred_at`), daily: startOf(sql`starts_at`) };
    return sql`
      SELECT key AS start, sumForEach(counts) AS numbers
      FROM (${fromRows({ filter, source, columns: [talliedColumn('counts', { metrics, within: null, source })], key, population: populationOf(metrics), readings: needReadings(metrics) })})
      GROUP BY start`;
  },
  examples: [
    { metric: 'nps', filter: exampleFilter, source: { raw: [examplePeriod], daily: null }, starts: [examplePeriod.from, examplePeriod.from + 86_400_000] },
    { metric: 'nps', filter: {}, source: exampleSource, starts: [examplePeriod.from, examplePeriod.from + 86_400_000] },
  ],
});

/** At most so many buckets in one rolling window. */
const MAX_ROLLING = 400;

/**
 * A metric over time: every bucket of the period in the organisation's zone, empty ones included. Without a grain, one
 * that draws the period in about 10 to 60 points. With `rolling`, each point stands for so many whole buckets that end
 * with its own, also those before the period; their counts are added up, and not their values averaged. Throws
 * BAD_USER_INPUT without a period, with too many buckets, or a rolling window that is not a whole number from 2 to 400.
 */
export async function measureTrend(
  reader: StoreReader,
  { metric: id, filter, grain: wanted, rolling, calendar }: { metric: MetricId; filter: FeedbackFilter; grain?: Grain | undefined; rolling?: number | undefined; calendar: Calendar },
): Promise<TrendResult> {
  const metric = METRICS[id];
  const period = periodOf(filter, calendar);
  if (!period) throw new HeedError('BAD_USER_INPUT', 'A trend needs filter.period, for example { last: { count: 12, unit: MONTH } }.');
  if (rolling !== undefined && !(Number.isInteger(rolling) && rolling >= 2 && rolling <= MAX_ROLLING)) {
    throw new HeedError('BAD_USER_INPUT', `rolling must be a whole number of buckets from 2 to ${MAX_ROLLING}.`);
  }
  const grain = wanted ?? naturalGrain(period);
  const { timeZone } = calendar;
  const points = bucketsOf(period, { grain, timeZone });
  const buckets = rolling === undefined ? points : bucketsOf(periodBefore(period, { grain, timeZone, buckets: rolling - 1 }), { grain, timeZone });
  const span = { from: (buckets[0] as Bucket).from, to: period.to };
  // The sums of days know nothing of hours.
  const source = grain === 'hour' ? { raw: [span], daily: null } : await sourceFor(reader, { metrics: [metric], filter, by: null, periods: [span], calendar });
  const rows = await reader.read(trend, { metric: id, filter, source, starts: buckets.map(({ from }) => from) });
  const numbersAt = new Map(rows.map(({ start, numbers }) => [start, numbers]));
  const numbers = rollUp(buckets.map(({ from }) => numbersAt.get(from) ?? []), rolling ?? 1).slice(-points.length);
  const groups = numbers.map((counts) => readGroup(counts, { metric }));
  const estimates = groups.map((group) => estimateOf(metric, group));
  return {
    metric,
    period,
    grain,
    rolling: rolling ?? null,
    from: points.map(({ from }) => from),
    to: points.map(({ to }) => to),
    value: estimates.map(({ value }) => value),
    low: estimates.map(({ low }) => low),
    high: estimates.map(({ high }) => high),
    n: estimates.map(({ n }) => n),
    excluded: estimates.map(({ excluded }) => excluded),
    matched: groups.map(({ matched }) => matched),
  };
}

/** The period with the first bucket made whole and so many buckets more before it. */
function periodBefore(period: Period, { grain, timeZone, buckets }: { grain: Grain; timeZone: string; buckets: number }): Period {
  const start = DateTime.fromMillis(period.from, { zone: timeZone }).startOf(grain).minus({ [grain]: buckets });
  return { from: start.startOf(grain).toMillis(), to: period.to };
}

/** The numbers of each bucket and of those before it, up to `window` in all, added up. */
function rollUp(numbers: readonly (readonly number[])[], window: number): (readonly number[])[] {
  return window === 1 ? [...numbers] : numbers.map((_own, index) => addTallied(numbers.slice(Math.max(0, index + 1 - window), index + 1)));
}
