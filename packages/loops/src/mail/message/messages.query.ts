import { bind, count, defineQuery, moment, sql, type Sql } from '@heed/store';
import * as z from 'zod';
import { MESSAGE_PURPOSES, MESSAGE_STATUSES, type Message } from './message.ts';

const maybe = count.nullable();
const row = z
  .object({
    id: z.string(),
    loopId: z.string(),
    furtherLoops: z.array(z.string()),
    customerId: z.string().nullable(),
    person: z.string(),
    purpose: z.enum(MESSAGE_PURPOSES),
    broadcast: z.string().nullable(),
    incoming: z.boolean(),
    status: z.enum(MESSAGE_STATUSES),
    language: z.string(),
    subject: z.string(),
    body: z.string(),
    template: z.string(),
    createdAt: count,
    changedAt: count,
    nextAttemptAt: maybe,
    attempts: z.number(),
    sentAt: maybe,
    failure: z.string(),
    smtpId: z.string(),
    inReplyTo: z.string(),
    attachments: z.number(),
    revision: count,
  });

/** The columns under the names that messages have here. */
const columns = sql`toString(message_id) AS id, toString(loop_id) AS loopId, arrayMap(loop -> toString(loop), further_loops) AS furtherLoops,
  toString(customer_id) AS customerId, person, purpose, toString(broadcast) AS broadcast, incoming, status, language, subject, body, template,
  toUnixTimestamp64Milli(created_at) AS createdAt, toUnixTimestamp64Milli(changed_at) AS changedAt, toUnixTimestamp64Milli(next_attempt_at) AS nextAttemptAt, attempts,
  toUnixTimestamp64Milli(sent_at) AS sentAt, failure, smtp_id AS smtpId, in_reply_to AS inReplyTo, attachments, revision`;

const NOBODY = '00000000-0000-4000-8000-000000000000';

// FINAL reads whole ranges of the key. The ids are found without it, by their index, and the key then leaves little to read; an old revision
// that is still lying about only adds an id.
const keysWhere = (condition: Sql): Sql => sql`(loop_id, message_id) IN (SELECT loop_id, message_id FROM loop_messages WHERE ${condition})`;

/** Messages by their ids. */
export const messagesById = defineQuery<{ ids: string[] }, Message>({
  name: 'loops.messagesById',
  params: z.strictObject({ ids: z.array(z.guid()) }),
  row,
  sql: ({ ids }) => sql`SELECT ${columns} FROM loop_messages FINAL WHERE ${keysWhere(sql`message_id IN ${bind('Array(UUID)', ids)}`)}`,
  examples: [{ ids: [NOBODY] }],
});

/** All messages about some loops, oldest first. */
export const messagesOfLoops = defineQuery<{ loops: string[] }, Message>({
  name: 'loops.messagesOfLoops',
  params: z.strictObject({ loops: z.array(z.guid()) }),
  row,
  sql: ({ loops }) => sql`
    SELECT ${columns} FROM loop_messages FINAL
    WHERE loop_id IN ${bind('Array(UUID)', loops)} OR ${keysWhere(sql`hasAny(further_loops, ${bind('Array(UUID)', loops)})`)}
    ORDER BY created_at, message_id`,
  examples: [{ loops: [NOBODY] }],
});

/** What must be looked at by now, the longest overdue first; without what waits because its broadcast is paused. */
export const dueMessages = defineQuery<{ now: number; first: number; paused: string[] }, Message>({
  name: 'loops.dueMessages',
  params: z.strictObject({ now: z.number(), first: z.number().int(), paused: z.array(z.guid()) }),
  row,
  sql: ({ now, first, paused }) => sql`
    SELECT ${columns} FROM loop_messages FINAL
    WHERE next_attempt_at <= ${moment(now)} AND ${keysWhere(sql`next_attempt_at <= ${moment(now)}`)}
      AND NOT (status = 'queued' AND ifNull(loop_messages.broadcast IN ${bind('Array(UUID)', paused)}, false))
    ORDER BY next_attempt_at, message_id LIMIT ${bind('UInt32', first)}`,
  examples: [{ now: 1_790_000_000_000, first: 100, paused: [] }, { now: 1_790_000_000_000, first: 100, paused: [NOBODY] }],
});

/** Whose row stands at a revision, and which one it is. */
export const messageHead = defineQuery({
  name: 'loops.messageHead',
  params: z.strictObject({ loop: z.guid(), id: z.guid() }),
  row: z.object({ revision: count, writer: z.string(), deleted: z.number() }),
  // Without FINAL, which would hide what is deleted.
  sql: ({ loop, id }: { loop: string; id: string }) => sql`
    SELECT revision, toString(writer) AS writer, deleted FROM loop_messages
    WHERE loop_id = ${bind('UUID', loop)} AND message_id = ${bind('UUID', id)} ORDER BY revision DESC, writer LIMIT 1`,
  examples: [{ loop: NOBODY, id: NOBODY }],
});

/** How many letters of broadcasts have come how far. */
export const broadcastCounts = defineQuery({
  name: 'loops.broadcastCounts',
  params: z.strictObject({ broadcasts: z.array(z.guid()) }),
  row: z.object({ broadcast: z.string(), status: z.enum(MESSAGE_STATUSES), failure: z.string(), n: count }),
  sql: ({ broadcasts }: { broadcasts: string[] }) => sql`
    SELECT toString(loop_messages.broadcast) AS broadcast, status, failure, count() AS n FROM loop_messages FINAL
    WHERE NOT incoming AND ${keysWhere(sql`broadcast IN ${bind('Array(UUID)', broadcasts)}`)} AND loop_messages.broadcast IN ${bind('Array(UUID)', broadcasts)}
    GROUP BY loop_messages.broadcast, status, failure`,
  examples: [{ broadcasts: [NOBODY] }],
});
