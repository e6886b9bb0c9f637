import { bind, count, defineQuery, sql, type JournalEvent, type StoreReader } from '@heed/store';
import * as z from 'zod';

const recentEvents = defineQuery({
  name: 'themes.recentEvents',
  params: z.strictObject({ stream: z.string(), limit: z.number().int().min(1) }),
  row: z.object({ stream: z.string(), version: z.number(), eventId: z.string(), type: z.string(), actor: z.string(), at: count, payload: z.string() }),
  sql: ({ stream, limit }) => sql`
    SELECT stream, version, toString(event_id) AS eventId, type, actor, toUnixTimestamp64Milli(at) AS at, payload
    FROM journal
    WHERE stream = ${bind('String', stream)}
    ORDER BY version DESC, event_id
    LIMIT 1 BY version
    LIMIT ${bind('UInt32', limit)}`,
  examples: [{ stream: 'theme_jobs', limit: 10 }],
});

/** The last events of a stream of the journal, oldest first: for streams of which only the end matters. */
export async function readRecentEvents(reader: StoreReader, { stream, limit }: { stream: string; limit: number }): Promise<JournalEvent[]> {
  const rows = await reader.read(recentEvents, { stream, limit });
  return rows.reverse().map(({ payload, ...row }) => ({ ...row, payload: JSON.parse(payload) as unknown }));
}
