import { bind, defineQuery, sql, whole } from '@heed/store';
import * as z from 'zod';
import { DAILY_DEFINITION } from './daily-metrics.ts';

/** A calendar day of a zone: its date, and its moments in epoch milliseconds. */
const dayOfZone = z.tuple([z.string(), whole, whole]);

/** UTC days (days since 1970) that writers announced since they were summed up. */
export const touchedDays = sql`SELECT day FROM feedback_touches GROUP BY day, touch HAVING sum(sign) > 0`;

/**
 * Which days of a zone are summed up, and which UTC days were touched since: one statement, and the touches are looked up after
 * the sums are listed or before, which is the same: a day that is summed up is touched for minutes before and after.
 */
export const summedDays = defineQuery({
  name: 'measure.summedDays',
  params: z.strictObject({ zone: z.string(), from: z.string(), to: z.string() }),
  row: z.object({ days: z.array(dayOfZone), dimensions: z.array(z.array(z.string())), touched: z.array(z.number()) }),
  sql: ({ zone, from, to }) => sql`
    SELECT groupArray((toString(date), toUnixTimestamp64Milli(starts_at), toUnixTimestamp64Milli(ends_at))) AS days,
           groupArray(arrayMap(name -> toString(name), dimensions)) AS dimensions,
           (SELECT groupUniqArray(toUInt16(day)) FROM (${touchedDays})) AS touched
    FROM
    (
        SELECT date, starts_at, ends_at, dimensions
        FROM feedback_daily FINAL
        WHERE zone = ${bind('String', zone)} AND definition = ${bind('String', DAILY_DEFINITION)} AND dimension = '' AND date >= ${bind('Date', from)} AND date <= ${bind('Date', to)}
        ORDER BY date
    )`,
  examples: [{ zone: 'Europe/Berlin', from: '2026-01-01', to: '2026-12-31' }],
});
