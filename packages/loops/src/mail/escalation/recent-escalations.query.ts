import { count, defineQuery, moment, sql } from '@heed/store';
import * as z from 'zod';

/** An escalation as the log holds it. */
export interface LoggedEscalation {
  loopId: string;
  version: number;
  position: number;
  payload: string;
}

/**
 * Escalations that were appended from a moment on. What came with the loop's opening is left out: that is history which was brought
 * along. Part of the key is only the loop's id, so the moments of all events are read; it is asked once at a start.
 */
export const recentEscalations = defineQuery<{ from: number }, LoggedEscalation>({
  name: 'loops.recentEscalations',
  params: z.strictObject({ from: z.number() }),
  row: z.object({ loopId: z.string(), version: z.number(), position: count, payload: z.string() }),
  sql: ({ from }) => sql`
    WITH recent AS (SELECT loop_id, version, position, payload FROM loop_events WHERE type = 'escalated' AND actor = 'system' AND at >= ${moment(from)})
    SELECT toString(loop_id) AS loopId, version, position, payload FROM recent
    WHERE (loop_id, position) NOT IN (SELECT loop_id, position FROM loop_events WHERE version = 1 AND loop_id IN (SELECT loop_id FROM recent))
    ORDER BY position, loop_id, version
    LIMIT 1 BY loop_id, version`,
  examples: [{ from: 1_790_000_000_000 }],
});
