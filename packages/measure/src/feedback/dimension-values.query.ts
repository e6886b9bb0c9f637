import { DIMENSIONS, feedbackFilter, type Calendar, type Dimension, type FeedbackFilter } from '@heed/domain';
import { assertAttributeKeys, checkFirst, compileFilter, exampleFilter, examplePeriod, groupValue, namesOfFilter, periodMoments, periodOf, type KnownAttributes } from '@heed/filter';
import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { MATCHED } from '../daily/daily-metrics.ts';
import { planRows } from '../daily/plan.ts';
import { exampleSource, fromRows, rowSource } from '../daily/row-source.ts';

/** A value that feedback carries, and in how many rows. */
export interface ValueCount {
  value: string;
  n: number;
}

const MAX_VALUES = 1_000;
const valueCount: z.ZodType<ValueCount, unknown> = z.object({ value: z.string(), n: count });

const dimensionCounts = defineQuery({
  name: 'measure.dimensionValues',
  params: z.strictObject({ dimension: z.enum(DIMENSIONS), filter: feedbackFilter, source: rowSource, search: z.string(), first: z.number().int().min(1) }),
  row: valueCount,
  sql: ({ dimension, filter, source, search, first }) => {
    const columns = [{ name: 'matched', raw: sql`count()`, daily: sql`sum(numbers[${bind('UInt16', MATCHED)}])` }];
    const key = { raw: groupValue({ dimension }), daily: sql`value` };
    return sql`
      SELECT key AS value, sum(matched) AS n
      FROM (${fromRows({ filter, source, columns, key, population: 'customers' })})
      ${search === '' ? sql`` : sql`WHERE positionCaseInsensitiveUTF8(key, ${bind('String', search)}) > 0`}
      GROUP BY key
      ORDER BY n DESC, value
      LIMIT ${bind('UInt32', first)}`;
  },
  examples: [
    { dimension: 'department', filter: {}, source: exampleSource, search: '', first: 50 },
    { dimension: 'source', filter: exampleFilter, source: { raw: [examplePeriod], daily: null }, search: 'survey', first: 50 },
  ],
});

const attributeCounts = defineQuery({
  name: 'measure.attributeKeys',
  params: z.strictObject({ filter: feedbackFilter, period: periodMoments.nullable(), first: z.number().int().min(1) }),
  row: valueCount,
  sql: ({ filter, period, first }) => sql`
    SELECT toString(key) AS value, count() AS n
    FROM feedback FINAL
    ARRAY JOIN attributes.keys AS key
    WHERE ${compileFilter(filter, { period })}
    GROUP BY key
    ORDER BY n DESC, value
    LIMIT ${bind('UInt32', first)}`,
  examples: [{ filter: exampleFilter, period: examplePeriod, first: 50 }],
});

const attributeValueCounts = defineQuery({
  name: 'measure.attributeValues',
  params: z.strictObject({ key: z.string(), filter: feedbackFilter, period: periodMoments.nullable(), search: z.string(), first: z.number().int().min(1) }),
  row: valueCount,
  sql: ({ key, filter, period, search, first }) => sql`
    SELECT ${groupValue({ attribute: key })} AS value, count() AS n
    FROM feedback FINAL
    WHERE ${compileFilter(filter, { period })}
    GROUP BY value
    ${search === '' ? sql`` : sql`HAVING positionCaseInsensitiveUTF8(value, ${bind('String', search)}) > 0`}
    ORDER BY n DESC, value
    LIMIT ${bind('UInt32', first)}`,
  examples: [
    { key: 'plan', filter: {}, period: null, search: '', first: 50 },
    { key: 'plan', filter: exampleFilter, period: examplePeriod, search: 'pro', first: 50 },
  ],
});

/**
 * The values of a dimension, most frequent first; the empty value stands for feedback without one. With `search` those
 * that contain it, in any case. Throws BAD_USER_INPUT for a filter or `first` (1 to 1000) that is not valid.
 */
export async function dimensionValues(
  reader: StoreReader,
  { dimension, filter, search = '', first, calendar }: { dimension: Dimension; filter: FeedbackFilter; search?: string | undefined; first: number; calendar: Calendar },
): Promise<ValueCount[]> {
  checkFirst(first, { most: MAX_VALUES });
  const period = periodOf(filter, calendar);
  const source = await planRows(reader, { filter, by: dimension, periods: period && [period], calendar });
  return reader.read(dimensionCounts, { dimension, filter, source, search: search.trim(), first });
}

/** The names of attributes that feedback carries, most frequent first. Throws as `dimensionValues`. */
export async function attributeKeys(reader: StoreReader, { filter, first, calendar }: { filter: FeedbackFilter; first: number; calendar: Calendar }): Promise<ValueCount[]> {
  checkFirst(first, { most: MAX_VALUES });
  return reader.read(attributeCounts, { filter, period: periodOf(filter, calendar), first });
}

/**
 * The values of an attribute, most frequent first; the empty value stands for feedback without it. With `search` those that
 * contain it, in any case. Throws as `dimensionValues`, and BAD_USER_INPUT for an attribute that no feedback carries (see
 * `assertAttributeKeys`).
 */
export async function attributeValues(
  reader: StoreReader,
  {
    key,
    filter,
    search = '',
    first,
    calendar,
    known,
  }: { key: string; filter: FeedbackFilter; search?: string | undefined; first: number; calendar: Calendar; known?: KnownAttributes | undefined },
): Promise<ValueCount[]> {
  checkFirst(first, { most: MAX_VALUES });
  const period = periodOf(filter, calendar);
  await assertAttributeKeys(reader, { names: [{ key, path: 'key' }, ...namesOfFilter(filter)], calendar, known });
  return reader.read(attributeValueCounts, { key, filter, period, search: search.trim(), first });
}
