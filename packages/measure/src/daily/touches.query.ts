import { defineQuery, defineTable, sql, whole, count } from '@heed/store';
import * as z from 'zod';

/** See clickhouse/migrations/0006_feedback_daily.sql. */
export const touchesTable = defineTable({ name: 'feedback_touches', columns: ['day', 'touch', 'sign'] });

/** Announcements of writers that were not taken back; days since 1970, UTC. */
export const openTouches = defineQuery({
  name: 'measure.openTouches',
  params: z.strictObject({}),
  row: z.object({ day: whole, touches: z.array(z.string()) }),
  sql: () => sql`
    SELECT toUInt16(day) AS day, groupArray(toString(touch)) AS touches
    FROM (SELECT day, touch FROM feedback_touches GROUP BY day, touch HAVING sum(sign) > 0)
    GROUP BY day
    ORDER BY day`,
  examples: [{}],
});

/** UTC days that have feedback, or had some that was corrected or removed since; days since 1970. */
export const feedbackDays = defineQuery({
  name: 'measure.feedbackDays',
  params: z.strictObject({}),
  row: z.object({ day: whole }),
  sql: () => sql`SELECT DISTINCT toUInt16(day) AS day FROM feedback ORDER BY day`,
  examples: [{}],
});

/** About how many rows the table of feedback has, older versions included. */
export const feedbackRows = defineQuery({
  name: 'measure.feedbackRows',
  params: z.strictObject({}),
  row: z.object({ rows: count }),
  sql: () => sql`SELECT ifNull(any(total_rows), 0) AS rows FROM system.tables WHERE database = currentDatabase() AND name = 'feedback'`,
  examples: [{}],
});
