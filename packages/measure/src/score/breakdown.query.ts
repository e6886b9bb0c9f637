import { DIMENSIONS, feedbackFilter, type Calendar, type FeedbackFilter, type GroupingName, type PeriodInput } from '@heed/domain';
import { checkFirst, exampleFilter, examplePeriod, examplePrevious, groupValue, periodMoments, periodsOf } from '@heed/filter';
import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { sourceFor } from '../daily/plan.ts';
import { emptyColumn, exampleSource, fromRows, rowSource, talliedColumn } from '../daily/row-source.ts';
import { changeOf, estimateOf } from '../metric/estimate.ts';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, populationOf, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { addTallied, readGroup } from '../metric/tallied.ts';
import type { BreakdownResult } from './breakdown-result.ts';
import { breakdownByTheme } from './theme-breakdown.ts';

/** At most so many groups in one breakdown. */
export const MAX_GROUPS = 1_000;

/** Groups beyond the first are added up in the engine: a dimension may have a million values. */
const breakdown = defineQuery({
  name: 'measure.breakdown',
  params: z.strictObject({
    metric: metricId,
    by: z.enum(DIMENSIONS),
    filter: feedbackFilter,
    source: rowSource,
    first: z.number().int().min(1),
    period: periodMoments.nullable(),
    previous: periodMoments.nullable(),
  }),
  row: z.object({ place: count, key: z.string(), groups: count, current: z.array(count), previous: z.array(count) }),
  sql: ({ metric, by, filter, source, first, period, previous }) => {
    const metrics = [METRICS[metric]];
    const columns = [talliedColumn('now', { metrics, within: period, source }), previous ? talliedColumn('before', { metrics, within: previous, source }) : emptyColumn('before')];
    const key = { raw: groupValue({ dimension: by }), daily: sql`value` };
    const limit = bind('UInt32', first + 1);
    return sql`
      SELECT least(rank, ${limit}) AS place,
             if(place < ${limit}, any(value), '') AS key,
             count() AS groups,
             sumForEach(now) AS current,
             sumForEach(before) AS previous
      FROM
      (
          SELECT key AS value, now, before, row_number() OVER (ORDER BY now[2] DESC, now[1] DESC, value) AS rank
          FROM
          (
              SELECT key, sumForEach(now) AS now, sumForEach(before) AS before
              FROM (${fromRows({ filter, source, columns, key, population: populationOf(metrics), readings: needReadings(metrics) })})
              GROUP BY key
              HAVING now[1] > 0
          )
      )
      GROUP BY place
      ORDER BY place`;
  },
  examples: [
    { metric: 'nps', by: 'department', filter: {}, source: exampleSource, first: 10, period: null, previous: null },
    { metric: 'cesEasy', by: 'language', filter: exampleFilter, source: { raw: [examplePeriod, examplePrevious], daily: null }, first: 10, period: examplePeriod, previous: examplePrevious },
  ],
});

/**
 * A metric by the values of a dimension: the `first` groups with the most answers, the rest as `other`, and the total of
 * all. Groups without any feedback in the period do not appear. Throws BAD_USER_INPUT for a filter, period or `first`
 * (1 to 1000) that is not valid.
 */
export async function measureBreakdown(
  reader: StoreReader,
  {
    metric: id,
    by,
    filter,
    compareWith,
    first,
    calendar,
  }: { metric: MetricId; by: GroupingName; filter: FeedbackFilter; compareWith?: PeriodInput | undefined; first: number; calendar: Calendar },
): Promise<BreakdownResult> {
  checkFirst(first, { most: MAX_GROUPS });
  if (by === 'theme') return breakdownByTheme(reader, { metric: id, filter, compareWith, first, calendar });
  const metric = METRICS[id];
  const { period, previous } = periodsOf(filter, calendar, compareWith);
  const source = await sourceFor(reader, { metrics: [metric], filter, by, periods: period && previous ? [period, previous] : null, calendar });
  const rows = await reader.read(breakdown, { metric: id, by, filter, source, first, period, previous });
  const rest = rows.find(({ place }) => place > first);
  const groups = rows
    .filter(({ place }) => place <= first)
    .map((row) => {
      const current = readGroup(row.current, { metric });
      const change = previous && changeOf(metric, { current, previous: readGroup(row.previous, { metric }) });
      return { key: row.key, estimate: estimateOf(metric, current), change };
    });
  return {
    metric,
    period,
    previousPeriod: previous,
    dimension: by,
    groups,
    other: rest ? estimateOf(metric, readGroup(rest.current, { metric })) : null,
    otherGroups: rest?.groups ?? 0,
    total: estimateOf(metric, readGroup(addTallied(rows.map(({ current }) => current)), { metric })),
  };
}
