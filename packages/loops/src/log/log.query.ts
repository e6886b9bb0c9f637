import { bind, count, defineQuery, join, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { LOG_ID } from './loop-id.ts';

const EXAMPLE_ID = '829bd530-bebf-8b48-ba13-c7bcd3da4cc6';

/** Ids in one bound value: the engine takes up to 128 KiB in a value. */
const IDS_A_VALUE = 3_500;
/** Ids in one question: the engine takes up to 1 MiB in all. */
export const MAX_IDS = 24_500;
const ID_LENGTH = 36;

/** A set of ids, bound as texts of many ids each: written and read three times as fast as an array. */
export function idSet(ids: readonly string[]): Sql {
  const sets: Sql[] = [];
  for (let start = 0; start < ids.length; start += IDS_A_VALUE) {
    const some = ids.slice(start, start + IDS_A_VALUE);
    sets.push(sql`
      SELECT toUUID(substring(${bind('String', some.join(''))}, number * ${bind('UInt8', ID_LENGTH)} + 1, ${bind('UInt8', ID_LENGTH)}))
      FROM numbers(${bind('UInt32', some.length)})`);
  }
  return join(sets, { by: sql` UNION ALL ` });
}

const eventRow = z.object({
  loop_id: z.string(),
  version: z.number(),
  position: count,
  type: z.string(),
  actor: z.string(),
  by: z.string(),
  at: whole,
  payload: z.string(),
});
/** An event as it stands in the log. */
export type EventRow = z.infer<typeof eventRow>;

/**
 * Events in the order of their loops. Two events of one version can only stand where the deduplication window was outrun: the
 * earlier position wins for every reader. Marks of one batch have one version, and a name each.
 */
const events = (where: Sql): Sql => sql`
    SELECT toString(loop_id) AS loop_id, version, position, type, actor, by, toUnixTimestamp64Milli(at) AS at, payload
    FROM loop_events
    WHERE ${where}
    ORDER BY loop_events.loop_id, version, position, batch
    LIMIT 1 BY loop_id, version, if(loop_events.loop_id = ${bind('UUID', LOG_ID)}, type, '')`;

/** How far the log has been written. */
export const lastPosition = defineQuery({
  name: 'loops.lastPosition',
  params: z.strictObject({}),
  row: z.object({ position: count }),
  sql: () => sql`SELECT max(position) AS position FROM loop_events`,
  examples: [{}],
});

/** The batches after a position, with how many events each has. */
export const batchesAfter = defineQuery({
  name: 'loops.batchesAfter',
  params: z.strictObject({ after: z.number().int() }),
  row: z.object({ position: count, batch: z.string(), events: count }),
  sql: ({ after }) => sql`
    SELECT position, toString(min(loop_events.batch)) AS batch, count() AS events
    FROM loop_events
    WHERE position > ${bind('UInt64', after)}
    GROUP BY position
    ORDER BY position`,
  examples: [{ after: 1 }],
});

/** What was appended after one position and up to another, rows of the log itself included. */
export const eventsBetween = defineQuery({
  name: 'loops.eventsBetween',
  params: z.strictObject({ after: z.number().int(), upTo: z.number().int() }),
  row: eventRow,
  sql: ({ after, upTo }) => events(sql`position > ${bind('UInt64', after)} AND position <= ${bind('UInt64', upTo)}`),
  examples: [{ after: 1, upTo: 2 }],
});

/** Every event of some loops up to a position. */
export const eventsOfLoops = defineQuery({
  name: 'loops.eventsOfLoops',
  params: z.strictObject({ ids: z.array(z.string()).max(MAX_IDS), upTo: z.number().int() }),
  row: eventRow,
  sql: ({ ids, upTo }) => events(sql`loop_events.loop_id IN (${idSet(ids)}) AND position <= ${bind('UInt64', upTo)}`),
  examples: [{ ids: [EXAMPLE_ID], upTo: 2 }],
});

/** Every event of the loops that were touched at a position. */
export const eventsOfBatch = defineQuery({
  name: 'loops.eventsOfBatch',
  params: z.strictObject({ position: z.number().int() }),
  row: eventRow,
  sql: ({ position }) => events(sql`
      loop_events.loop_id IN (SELECT loop_id FROM loop_events WHERE position = ${bind('UInt64', position)}) AND position <= ${bind('UInt64', position)} AND loop_events.loop_id != ${bind('UUID', LOG_ID)}`),
  examples: [{ position: 1 }],
});

/** The latest mark of a name. */
export const latestMark = defineQuery({
  name: 'loops.latestMark',
  params: z.strictObject({ name: z.string() }),
  row: z.object({ position: count, payload: z.string() }),
  sql: ({ name }) => sql`
    SELECT position, payload
    FROM loop_events
    WHERE loop_id = ${bind('UUID', LOG_ID)} AND type = ${bind('String', name)}
    ORDER BY position DESC
    LIMIT 1`,
  examples: [{ name: 'cleared' }],
});
