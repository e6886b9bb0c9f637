import { DIMENSIONS } from '@heed/domain';
import { bind, defineQuery, sql } from '@heed/store';
import * as z from 'zod';
import { DAILY_DEFINITION } from './daily-metrics.ts';

/** UTC days (days since 1970) that writers announced since they were summed up. */
const touchedDays = sql`SELECT day FROM feedback_touches GROUP BY day, touch HAVING sum(sign) > 0`;

/**
 * Which days of a zone are summed up, as columns of plain numbers (a year of days is read in a millisecond so), and which UTC days
 * were touched since. The touches may be looked up before the sums or after: a day that is summed up stays touched for
 * minutes before, and until after.
 */
export const summedDays = defineQuery({
  name: 'measure.summedDays',
  params: z.strictObject({ zone: z.string() }),
  row: z.object({
    /** Days since 1970 that the zone calls so. */
    dates: z.array(z.number()),
    /** Epoch seconds. */
    starts: z.array(z.number()),
    ends: z.array(z.number()),
    /** A bit for each dimension, in the order of DIMENSIONS. */
    dimensions: z.array(z.number()),
    touched: z.array(z.number()),
  }),
  sql: ({ zone }) => sql`
    SELECT groupArray(toUInt16(date)) AS dates, groupArray(toUnixTimestamp(starts_at)) AS starts, groupArray(toUnixTimestamp(ends_at)) AS ends, groupArray(mask) AS dimensions,
           (SELECT groupUniqArray(toUInt16(day)) FROM (${touchedDays})) AS touched
    FROM
    (
        SELECT date, starts_at, ends_at, toUInt8(arraySum(arrayMap((name, bit) -> if(has(feedback_daily.dimensions, name), bit, 0), ${bind('Array(String)', [...DIMENSIONS])}, ${bind('Array(UInt8)', DIMENSIONS.map((_name, index) => 2 ** index))}))) AS mask
        FROM feedback_daily FINAL
        WHERE zone = ${bind('String', zone)} AND definition = ${bind('String', DAILY_DEFINITION)} AND dimension = ''
        ORDER BY date
    )`,
  examples: [{ zone: 'Europe/Berlin' }],
});

/** The UTC days that were touched since they were summed up. */
export const touchedSince = defineQuery({
  name: 'measure.touchedSince',
  params: z.strictObject({}),
  row: z.object({ touched: z.array(z.number()) }),
  sql: () => sql`SELECT groupUniqArray(toUInt16(day)) AS touched FROM (${touchedDays})`,
  examples: [{}],
});
