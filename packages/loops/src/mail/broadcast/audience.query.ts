import type { Calendar } from '@heed/domain';
import { bind, count, defineQuery, defineTable, sql } from '@heed/store';
import * as z from 'zod';
import { compileLoopFilter } from '../../filter/compile-loop-filter.ts';
import { loopFilter, type LoopFilter } from '../../filter/loop-filter.ts';

/** Frozen audiences; see clickhouse/migrations/0008_loop_messages.sql. */
export const audienceTable = defineTable({ name: 'loop_broadcast_audience', columns: ['broadcast', 'message_id', 'customer_id', 'loop_ids', 'language'] });

/** More loops than this are two broadcasts. */
export const MOST_LOOPS = 50_000;

const NOBODY = '00000000-0000-4000-8000-000000000000';

interface AudienceParams {
  filter: LoopFilter;
  /** Of which departments the caller may act on loops; null for all. */
  departments: string[] | null;
  now: number;
  timeZone: string;
  first: number;
}

const calendarOf = ({ now, timeZone }: AudienceParams): Calendar => ({ now, timeZone });

/** Loops that a broadcast would answer, newest first, with what decides whether it can: open, and the customer not told yet. */
export const audienceLoops = defineQuery({
  name: 'loops.broadcastAudience',
  params: z.strictObject({ filter: loopFilter, departments: z.array(z.string()).nullable(), now: z.number(), timeZone: z.string(), first: z.number().int() }),
  row: z.object({
    loopId: z.string(), customerId: z.string().nullable(), language: z.string(), contactRequested: z.boolean(), anonymous: z.boolean(), known: z.number(), name: z.string(), email: z.string(), consent: z.number(),
  }),
  sql: (params: AudienceParams) => sql`
    WITH audience AS (
      SELECT loop_id, customer_id, language, contact_requested, anonymous, opened_at FROM loops FINAL
      WHERE ${compileLoopFilter(params.filter, { calendar: calendarOf(params) })} AND state IN ('new', 'acknowledged', 'contacted', 'resolved')
        ${params.departments ? sql`AND department IN ${bind('Array(String)', params.departments)}` : sql``})
    SELECT toString(loop_id) AS loopId, toString(audience.customer_id) AS customerId, language, contact_requested AS contactRequested, anonymous,
      people.known AS known, people.name AS name, people.email AS email, consents.consent AS consent
    FROM audience
    LEFT JOIN (SELECT toNullable(customer_id) AS customer_id, name, email, 1 AS known FROM customers FINAL WHERE customer_id IN (SELECT customer_id FROM audience)) AS people USING (customer_id)
    LEFT JOIN (SELECT toNullable(customer_id) AS customer_id, consent FROM customer_consent FINAL WHERE customer_id IN (SELECT customer_id FROM audience)) AS consents USING (customer_id)
    ORDER BY opened_at DESC, loop_id LIMIT ${bind('UInt32', params.first)}`,
  examples: [
    { filter: {}, departments: null, now: 1_790_000_000_000, timeZone: 'UTC', first: 10 },
    { filter: { queue: 'open', language: { in: ['en'] } }, departments: ['Support'], now: 1_790_000_000_000, timeZone: 'Asia/Seoul', first: 10 },
  ],
});

/** Those of a frozen audience of whom nothing has been written yet. */
export const audienceLeft = defineQuery({
  name: 'loops.broadcastLeft',
  params: z.strictObject({ broadcast: z.guid(), first: z.number().int() }),
  row: z.object({ messageId: z.string(), customerId: z.string().nullable(), loopIds: z.array(z.string()), language: z.string() }),
  // Rows of an insert that was repeated stand twice at most.
  sql: ({ broadcast, first }: { broadcast: string; first: number }) => sql`
    SELECT toString(message_id) AS messageId, toString(any(customer_id)) AS customerId, arrayMap(loop -> toString(loop), any(loop_ids)) AS loopIds, any(language) AS language
    FROM loop_broadcast_audience
    WHERE broadcast = ${bind('UUID', broadcast)} AND message_id NOT IN (SELECT message_id FROM loop_messages WHERE broadcast = ${bind('Nullable(UUID)', broadcast)})
    GROUP BY message_id ORDER BY message_id LIMIT ${bind('UInt32', first)}`,
  examples: [{ broadcast: NOBODY, first: 100 }],
});

/** How many letters of a broadcast wait or are on their way. */
export const broadcastUnderWay = defineQuery({
  name: 'loops.broadcastUnderWay',
  params: z.strictObject({ broadcast: z.guid() }),
  row: z.object({ n: count }),
  sql: ({ broadcast }: { broadcast: string }) => sql`
    SELECT count() AS n FROM loop_messages FINAL
    WHERE (loop_id, message_id) IN (SELECT loop_id, message_id FROM loop_messages WHERE broadcast = ${bind('UUID', broadcast)}) AND NOT incoming AND next_attempt_at IS NOT NULL`,
  examples: [{ broadcast: NOBODY }],
});
