import { bucketsOf, feedbackFilter, HeedError, naturalGrain, type Calendar, type FeedbackFilter, type Grain, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, periodMoments, periodOf } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { customersAnswers } from '../insight/customers-answers.ts';
import { estimateOf, type Estimate } from '../metric/estimate.ts';
import { metricId } from '../metric/metric-id.ts';
import type { MetricDefinition, MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { readTallied, tallied, type Group } from '../metric/tallied.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { viewOf } from './measure-themes.ts';
import { shareOf, type Share } from './share.ts';
import { countedMetrics, themesOfRow, themeView, type ThemeView } from './theme-counts.query.ts';

/** One theme over time; every bucket of the period is there, also those without any comment. */
export interface ThemeTrendResult {
  metric: MetricDefinition;
  period: Period;
  grain: Grain;
  points: {
    from: number;
    to: number;
    /** Of the comments that were read. */
    share: Share;
    /** Of those who mention it. */
    score: Estimate;
    sentiment: Estimate;
  }[];
}

interface Params {
  theme: string;
  view: ThemeView;
  metric: MetricId;
  filter: FeedbackFilter;
  period: Period;
  starts: number[];
}

/** As in a trend, the calendar says where buckets start. Sentiment and the metric are counted of those who mention the theme, `read` of everybody. */
const themeTrend = defineQuery<Params, { start: number; read: number; numbers: number[] }>({
  name: 'measure.themeTrend',
  params: z.strictObject({ theme: z.string(), view: themeView, metric: metricId, filter: feedbackFilter, period: periodMoments, starts: z.array(z.number().int()).min(1) }),
  row: z.object({ start: whole, read: count, numbers: z.array(count) }),
  sql: ({ theme, view, metric, filter, period, starts }) => sql`
    SELECT roundDown(toUnixTimestamp64Milli(occurred_at), ${bind('Array(Int64)', starts)}) AS start, count() AS read,
           ${tallied(countedMetrics(metric), { within: sql`has(${themesOfRow(view)}, ${bind('String', theme)})` })} AS numbers
    ${keptRows({ filter, period, readings: true })} AND is_read = 1
    GROUP BY start`,
  examples: [{ theme: 'a', view: { asThen: false, groups: null }, metric: 'nps', filter: exampleFilter, period: examplePeriod, starts: [examplePeriod.from, examplePeriod.from + 86_400_000] }],
});

/**
 * A theme's share, score and sentiment over time, in the organisation's zone. Without a grain, one that draws the period in about
 * 10 to 60 points. Throws BAD_USER_INPUT without a period, for a metric without answers of customers, and for too many buckets.
 */
export async function measureThemeTrend(
  reader: StoreReader,
  { theme, metric: id, filter, grain: wanted, groups, calendar }: { theme: string; metric: MetricId; filter: FeedbackFilter; grain?: Grain | undefined; groups?: ReadonlyMap<string, string> | undefined; calendar: Calendar },
): Promise<ThemeTrendResult> {
  const metric = METRICS[id];
  customersAnswers(metric);
  const period = periodOf(filter, calendar);
  if (!period) throw new HeedError('BAD_USER_INPUT', 'A trend needs filter.period, for example { last: { count: 12, unit: MONTH } }.');
  const grain = wanted ?? naturalGrain(period);
  const buckets = bucketsOf(period, { grain, timeZone: calendar.timeZone });
  const rows = await reader.read(themeTrend, { theme, view: viewOf({ asThen: false, groups }), metric: id, filter, period, starts: buckets.map(({ from }) => from) });
  const at = new Map(rows.map((row) => [row.start, row]));
  const points = buckets.map(({ from, to }) => {
    const { read = 0, numbers = [] } = at.get(from) ?? {};
    const [own, sentiment = own] = readTallied(numbers, { metrics: countedMetrics(id) }) as [Group, Group?];
    return { from, to, share: shareOf(own.matched, read), score: estimateOf(metric, own), sentiment: estimateOf(METRICS.sentiment, sentiment) };
  });
  return { metric, period, grain, points };
}
