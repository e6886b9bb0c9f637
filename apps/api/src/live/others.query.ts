import { bind, bigint, count, defineQuery, defineTable, sql, whole } from '@heed/store';
import * as z from 'zod';

export const announcementsTable = defineTable({ name: 'announcements', columns: ['process', 'number', 'news'] });

/** How long a row is looked for: as long as it may take to reach every replica. */
export const HEARD_SECONDS = 15;

/** What others told of late. */
export const announcements = defineQuery({
  name: 'live.announcements',
  params: z.strictObject({ process: z.uuid() }),
  row: z.object({ process: z.string(), number: count, news: z.string() }),
  sql: ({ process }) => sql`
    SELECT toString(process) AS process, number, news
    FROM announcements
    WHERE at > now64(3, 'UTC') - toIntervalSecond(${bind('UInt8', HEARD_SECONDS)}) AND announcements.process != ${bind('UUID', process)}
    ORDER BY at, number`,
  examples: [{ process: '00000000-0000-4000-8000-000000000000' }],
});

const written = z.object({ second: count, rows: count, mark: bigint, from: whole, to: whole });

/**
 * What feedback was written since a version, by the second of its version (see VersionClock: milliseconds in the upper 44 bits), with
 * a mark that is another when there is more of it. By the index on versions this reads next to nothing but what is new.
 */
export const feedbackWritten = defineQuery({
  name: 'live.feedbackWritten',
  params: z.strictObject({ since: z.string().regex(/^\d+$/) }),
  row: written,
  sql: ({ since }) => sql`
    SELECT intDiv(bitShiftRight(version, 20), 1000) AS second, count() AS rows, sum(version) AS mark,
      toUnixTimestamp64Milli(min(occurred_at)) AS from, toUnixTimestamp64Milli(max(occurred_at)) + 1 AS to
    FROM feedback
    WHERE version > ${bind('UInt64', since)}
    GROUP BY second`,
  examples: [{ since: '0' }],
});

/** What was read out of comments since a moment, likewise; by days of the feedback. */
export const readingsWritten = defineQuery({
  name: 'live.readingsWritten',
  params: z.strictObject({ since: z.number().int() }),
  row: written,
  sql: ({ since }) => sql`
    SELECT toUnixTimestamp(read_at) AS second, count() AS rows, sum(cityHash64(feedback_id, version)) AS mark,
      toInt64(toUInt16(min(day))) * 86400000 AS from, (toInt64(toUInt16(max(day))) + 1) * 86400000 AS to
    FROM comment_readings
    WHERE read_at > fromUnixTimestamp64Milli(${bind('Int64', since)}, 'UTC')
    GROUP BY second`,
  examples: [{ since: 0 }],
});
