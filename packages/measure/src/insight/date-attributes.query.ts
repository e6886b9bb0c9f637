import { feedbackFilter, type Calendar, type FeedbackFilter } from '@heed/domain';
import { compileFilter, exampleFilter, examplePeriod, periodMoments, periodOf } from '@heed/filter';
import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import type { ValueCount } from '../feedback/dimension-values.query.ts';
import { attributeDay, DATE_SHARE } from './attribute-date.ts';
import { withZone } from './local-day.ts';

const dateAttributesQuery = defineQuery({
  name: 'measure.dateAttributes',
  params: z.strictObject({ filter: feedbackFilter, period: periodMoments.nullable(), timeZone: z.string() }),
  row: z.object({ value: z.string(), n: count }),
  sql: ({ filter, period, timeZone }) => sql`
    ${withZone(timeZone)}
    SELECT toString(key) AS value, countIf(isNotNull(${attributeDay(sql`text`)})) AS n
    FROM feedback FINAL
    ARRAY JOIN attributes.keys AS key, attributes.values AS text
    WHERE ${compileFilter(filter, { period })} AND text != ''
    GROUP BY key
    HAVING n > 0 AND n >= ${DATE_SHARE} * count()
    ORDER BY n DESC, value
    LIMIT 200`,
  examples: [{ filter: exampleFilter, period: examplePeriod, timeZone: 'Europe/Berlin' }],
});

/**
 * The keys of attributes that hold dates, those that the most feedback carries first: nine of ten values that are not empty
 * are dates (see `attributeDay`). `n` is the feedback with a date. Throws BAD_USER_INPUT for a filter that is not valid.
 */
export async function dateAttributes(reader: StoreReader, { filter, calendar }: { filter: FeedbackFilter; calendar: Calendar }): Promise<ValueCount[]> {
  return reader.read(dateAttributesQuery, { filter, period: periodOf(filter, calendar), timeZone: calendar.timeZone });
}
