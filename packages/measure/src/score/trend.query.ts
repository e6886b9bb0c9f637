import { bucketsOf, feedbackFilter, HeedError, naturalGrain, type Calendar, type FeedbackFilter, type Grain, type Period } from '@heed/domain';
import { bind, count, defineQuery, sql, whole, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { compileFilter } from '../filter/compile-filter.ts';
import { exampleFilter, examplePeriod, metricId } from '../filter/parameters.ts';
import { periodOf } from '../filter/period-of.ts';
import { estimateOf } from '../metric/estimate.ts';
import type { MetricDefinition, MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { readGroup, tallied } from '../metric/tallied.ts';

/** Columns of equal length, one entry a bucket; a bucket without answers has n = 0 and value null. */
export interface TrendResult {
  metric: MetricDefinition;
  period: Period;
  grain: Grain;
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
const trend = defineQuery<{ metric: MetricId; filter: FeedbackFilter; starts: number[]; to: number }, { start: number; numbers: number[] }>({
  name: 'measure.trend',
  params: z.strictObject({ metric: metricId, filter: feedbackFilter, starts: z.array(z.number().int()).min(1), to: z.number() }),
  row: z.object({ start: whole, numbers: z.array(count) }),
  sql: ({ metric, filter, starts, to }) => sql`
    SELECT roundDown(toUnixTimestamp64Milli(occurred_at), ${bind('Array(Int64)', starts)}) AS start,
           ${tallied([METRICS[metric]], { within: null })} AS numbers
    FROM feedback FINAL
    WHERE ${compileFilter(filter, { period: { from: starts[0] as number, to }, population: METRICS[metric].population })}
    GROUP BY start`,
  examples: [{ metric: 'nps', filter: exampleFilter, starts: [examplePeriod.from, examplePeriod.from + 86_400_000], to: examplePeriod.to }],
});

/**
 * A metric over time: every bucket of the period in the organisation's zone, empty ones included. Without a grain, one
 * that draws the period in about 10 to 60 points. Throws BAD_USER_INPUT without a period or with too many buckets.
 */
export async function measureTrend(
  reader: StoreReader,
  { metric: id, filter, grain: wanted, calendar }: { metric: MetricId; filter: FeedbackFilter; grain?: Grain | undefined; calendar: Calendar },
): Promise<TrendResult> {
  const metric = METRICS[id];
  const period = periodOf(filter, calendar);
  if (!period) throw new HeedError('BAD_USER_INPUT', 'A trend needs filter.period, for example { last: { count: 12, unit: MONTH } }.');
  const grain = wanted ?? naturalGrain(period);
  const buckets = bucketsOf(period, { grain, timeZone: calendar.timeZone });
  const rows = await reader.read(trend, { metric: id, filter, starts: buckets.map(({ from }) => from), to: period.to });
  const numbersAt = new Map(rows.map(({ start, numbers }) => [start, numbers]));
  const groups = buckets.map(({ from }) => readGroup(numbersAt.get(from) ?? [], { metric }));
  const estimates = groups.map((group) => estimateOf(metric, group));
  return {
    metric,
    period,
    grain,
    from: buckets.map(({ from }) => from),
    to: buckets.map(({ to }) => to),
    value: estimates.map(({ value }) => value),
    low: estimates.map(({ low }) => low),
    high: estimates.map(({ high }) => high),
    n: estimates.map(({ n }) => n),
    excluded: estimates.map(({ excluded }) => excluded),
    matched: groups.map(({ matched }) => matched),
  };
}
