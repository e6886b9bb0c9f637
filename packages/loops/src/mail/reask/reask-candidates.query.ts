import { bind, defineQuery, moment, sql } from '@heed/store';
import * as z from 'zod';

/**
 * Loops whose customer can be asked again: told and closed within a window, never asked, and the customer may be written to. What was
 * imported was closed elsewhere, and customers of the sample do not exist.
 */
export const reaskCandidates = defineQuery({
  name: 'loops.reaskCandidates',
  params: z.strictObject({ from: z.number(), to: z.number(), except: z.array(z.guid()), first: z.number().int() }),
  row: z.object({ loopId: z.string() }),
  sql: ({ from, to, except, first }: { from: number; to: number; except: string[]; first: number }) => sql`
    SELECT toString(loop_id) AS loopId FROM loops FINAL
    WHERE state = 'closed' AND outcome = 'told' AND closed_at >= ${moment(from)} AND closed_at <= ${moment(to)} AND reasked_at IS NULL
      AND opened_by != 'import' AND NOT startsWith(source, 'sample:') AND NOT anonymous AND loop_id NOT IN ${bind('Array(UUID)', except)}
      AND customer_id IN (SELECT customer_id FROM customers FINAL WHERE email != '')
      AND (customer_id IN (SELECT customer_id FROM customer_consent FINAL WHERE consent = 1)
        OR (contact_requested AND customer_id NOT IN (SELECT customer_id FROM customer_consent FINAL WHERE consent = 2)))
    ORDER BY closed_at, loop_id LIMIT ${bind('UInt32', first)}`,
  examples: [{ from: 1_790_000_000_000, to: 1_790_600_000_000, except: ['00000000-0000-4000-8000-000000000000'], first: 100 }],
});
