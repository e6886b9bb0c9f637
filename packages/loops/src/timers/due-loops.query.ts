import { bind, defineQuery, moment, sql, whole } from '@heed/store';
import * as z from 'zod';

/** Loops for which something becomes due up to a moment, the most overdue first; found by the index on the moment. */
export const dueLoops = defineQuery({
  name: 'loops.due',
  params: z.strictObject({ until: z.number(), limit: z.number().int() }),
  row: z.object({ id: z.string(), at: whole }),
  sql: ({ until, limit }) => sql`
    SELECT toString(loop_id) AS id, toUnixTimestamp64Milli(assumeNotNull(next_timer_at)) AS at
    FROM loops FINAL
    WHERE next_timer_at <= ${moment(until)}
    ORDER BY at
    LIMIT ${bind('UInt32', limit)}`,
  examples: [{ until: 1_764_000_000_000, limit: 10 }],
});
