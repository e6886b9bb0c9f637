import { bind, defineQuery, moment, sql, whole } from '@heed/store';
import * as z from 'zod';

/**
 * Loops for which something becomes due up to a moment, the most overdue first. The key of the table is the loop, so the rows are
 * found by the index on the moment, also such as were replaced long ago, and then the latest row of each decides.
 */
export const dueLoops = defineQuery({
  name: 'loops.due',
  params: z.strictObject({ until: z.number(), limit: z.number().int() }),
  row: z.object({ id: z.string(), at: whole }),
  sql: ({ until, limit }) => sql`
    SELECT toString(loop_id) AS id, toUnixTimestamp64Milli(assumeNotNull(latest.1)) AS at
    FROM (
      SELECT loop_id, argMax((next_timer_at, deleted), revision) AS latest
      FROM loops
      WHERE loop_id IN (SELECT loop_id FROM loops WHERE next_timer_at <= ${moment(until)})
      GROUP BY loop_id
    )
    WHERE latest.1 <= ${moment(until)} AND latest.2 = 0
    ORDER BY at
    LIMIT ${bind('UInt32', limit)}`,
  examples: [{ until: 1_764_000_000_000, limit: 10 }],
});
