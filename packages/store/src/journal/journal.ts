import { randomUUID } from 'node:crypto';
import { HeedError } from '@heed/domain';
import * as z from 'zod';
import { defineQuery } from '../query/query.ts';
import { bind, sql } from '../query/sql.ts';
import { defineTable, rowsToBody } from '../query/table.ts';
import type { Store } from '../store.ts';

/** One decision. `payload` is whatever the stream's owner wrote; it parses it again when it reads. */
export interface JournalEvent {
  stream: string;
  /** From 1, growing by one in each stream. */
  version: number;
  eventId: string;
  type: string;
  actor: string;
  /** Epoch milliseconds. */
  at: number;
  payload: unknown;
}

export interface Decision {
  type: string;
  actor: string;
  /** Epoch milliseconds. */
  at: number;
  payload: unknown;
}

export interface Journal {
  /** The events of a stream after a version, in order. */
  read(stream: string, options?: { after?: number }): Promise<JournalEvent[]>;
  /**
   * Appends one event as version `expected + 1`, if nobody else did. Throws HeedError CONFLICT when somebody did; read
   * the stream again and decide anew.
   */
  append(stream: string, decision: Decision & { expected: number }): Promise<JournalEvent>;
}

const journalTable = defineTable({ name: 'journal', columns: ['stream', 'version', 'event_id', 'type', 'actor', 'at', 'payload'] });

const eventRow = z.object({
  stream: z.string(),
  version: z.number(),
  event_id: z.string(),
  type: z.string(),
  actor: z.string(),
  at: z.union([z.string(), z.number()]).transform(Number),
  payload: z.string(),
});

// Two rows of one version can only stand where the deduplication window was outrun; the smaller id wins for every reader.
const journalEvents = defineQuery({
  name: 'store.journal',
  params: z.strictObject({ stream: z.string(), after: z.number().int(), limit: z.number().int() }),
  row: eventRow,
  sql: ({ stream, after, limit }) => sql`
    SELECT stream, version, toString(event_id) AS event_id, type, actor, toUnixTimestamp64Milli(at) AS at, payload
    FROM journal
    WHERE stream = ${bind('String', stream)} AND version > ${bind('UInt32', after)}
    ORDER BY version, event_id
    LIMIT 1 BY version
    LIMIT ${bind('UInt32', limit)}`,
  examples: [{ stream: 'tokens', after: 0, limit: 10 }],
});

const MAX_EVENTS_A_READ = 100_000;

/** The journal of a store. */
export function createJournal(store: Store): Journal {
  async function read(stream: string, { after = 0 }: { after?: number } = {}): Promise<JournalEvent[]> {
    const rows = await store.read(journalEvents, { stream, after, limit: MAX_EVENTS_A_READ });
    return rows.map(({ event_id, payload, ...row }) => ({ ...row, eventId: event_id, payload: JSON.parse(payload) as unknown }));
  }

  return {
    read,
    async append(stream, { expected, type, actor, at, payload }) {
      const version = expected + 1;
      const eventId = randomUUID();
      const row = [stream, version, eventId, type, actor, at, JSON.stringify(payload)];
      await store.insert(journalTable, rowsToBody([row]), { token: `${stream}:${version}` });
      const [winner] = await store.read(journalEvents, { stream, after: expected, limit: 1 });
      if (winner?.event_id !== eventId) {
        throw new HeedError('CONFLICT', 'Somebody else changed this at the same moment; look at the new state and try again.', { stream, version });
      }
      return { stream, version, eventId, type, actor, at, payload };
    },
  };
}
