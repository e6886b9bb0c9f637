import { feedbackFilter, type Calendar, type FeedbackFilter, type Period } from '@heed/domain';
import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { compileFilter } from '../filter/compile-filter.ts';
import { during } from '../filter/moments.ts';
import { exampleFilter, examplePeriod, examplePrevious, metricId, periodMoments } from '../filter/parameters.ts';
import { periodsOf } from '../filter/period-of.ts';
import { changeOf, estimateOf, type Change, type Estimate } from '../metric/estimate.ts';
import type { MetricDefinition, MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { readGroup, tallied } from '../metric/tallied.ts';

/** One metric over one filter. */
export interface ScoreResult {
  metric: MetricDefinition;
  /** Null when the filter names no period: all time. */
  period: Period | null;
  estimate: Estimate;
  /** Against the period before; null when there is no period. */
  change: (Change & { previousPeriod: Period }) | null;
}

const score = defineQuery({
  name: 'measure.score',
  params: z.strictObject({ metric: metricId, filter: feedbackFilter, period: periodMoments.nullable(), previous: periodMoments.nullable() }),
  row: z.object({ current: z.array(count), previous: z.array(count) }),
  sql: ({ metric, filter, period, previous }) => {
    const metrics = [METRICS[metric]];
    const span = period && previous ? { from: previous.from, to: period.to } : period;
    return sql`
      SELECT ${tallied(metrics, { within: period && previous && during(period) })} AS current,
             ${previous ? tallied(metrics, { within: during(previous) }) : sql`emptyArrayUInt64()`} AS previous
      FROM feedback FINAL
      WHERE ${compileFilter(filter, { period: span })}`;
  },
  examples: [
    { metric: 'nps', filter: {}, period: null, previous: null },
    { metric: 'csat10', filter: exampleFilter, period: examplePeriod, previous: null },
    { metric: 'ces', filter: exampleFilter, period: examplePeriod, previous: examplePrevious },
  ],
});

/**
 * The value of a metric with its interval, and its change against the period before (see `previousPeriod`): both from
 * one scan. Throws BAD_USER_INPUT for a filter or period that is not valid.
 */
export async function measureScore(reader: StoreReader, { metric: id, filter, calendar }: { metric: MetricId; filter: FeedbackFilter; calendar: Calendar }): Promise<ScoreResult> {
  const metric = METRICS[id];
  const { period, previous } = periodsOf(filter, calendar);
  const [row] = await reader.read(score, { metric: id, filter, period, previous });
  const current = readGroup(row?.current ?? [], { metric });
  const change = previous && { ...changeOf(metric, { current, previous: readGroup(row?.previous ?? [], { metric }) }), previousPeriod: previous };
  return { metric, period, estimate: estimateOf(metric, current), change };
}
