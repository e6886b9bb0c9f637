import { feedbackFilter, type FeedbackFilter, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { attributeDay, DATE_SHARE } from './attribute-date.ts';
import { withZone } from './local-day.ts';

/** So many attributes are looked at, those that the most answers carry. */
const MAX_KEYS = 30;

/** So many values of a grouping are looked at, those with the most answers. */
export const MAX_VALUES = 200;

const driverKeys = defineQuery({
  name: 'measure.driverKeys',
  params: z.strictObject({ metric: metricId, filter: feedbackFilter, period: periodMoments.nullable(), timeZone: z.string() }),
  row: z.object({ name: z.string(), n: count }),
  sql: ({ metric: id, filter, period, timeZone }) => {
    const { answered, population } = METRICS[id];
    return sql`
      ${withZone(timeZone)}
      SELECT toString(key) AS name, count() AS n
      FROM (SELECT attributes ${keptRows({ filter, period, population, readings: needReadings([METRICS[id]]) })} AND ${answered})
      ARRAY JOIN attributes.keys AS key, attributes.values AS text
      WHERE text != ''
      GROUP BY key
      HAVING uniq(text) BETWEEN 2 AND least(${bind('UInt32', MAX_VALUES)}, n / 2)
         AND countIf(isNotNull(${attributeDay(sql`text`)})) < ${DATE_SHARE} * n
      ORDER BY n DESC, name
      LIMIT ${bind('UInt32', MAX_KEYS)}`;
  },
  examples: [{ metric: 'nps', filter: exampleFilter, period: examplePeriod, timeZone: 'Europe/Berlin' }],
});

/**
 * The keys of attributes whose values sort answers into groups, those that the most answers carry first: 2 to 200 values, each
 * on two answers or more on average, so no identifiers, and no dates, which cohorts are for.
 */
export async function keysThatGroup(reader: StoreReader, question: { metric: MetricId; filter: FeedbackFilter; period: Period | null; timeZone: string }): Promise<string[]> {
  return (await reader.read(driverKeys, question)).map(({ name }) => name);
}
