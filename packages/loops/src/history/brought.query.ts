import { bind, defineQuery, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { IDENTITY_FROM, identityOf } from './historic-id.ts';

/** Loops that are brought together: their ids fit into one bound value (128 KiB). */
export const LOOPS_A_BATCH = 2_000;
/** Begins the actor of every event that came from elsewhere. */
export const IMPORT_ACTOR = 'import:';

const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** The texts of equal length that one long text consists of. */
function texts(list: readonly string[], length: number): Sql {
  return sql`SELECT substring(${bind('String', list.join(''))}, number * ${bind('UInt8', length)} + 1, ${bind('UInt8', length)}) AS text FROM numbers(${bind('UInt32', list.length)})`;
}

/** The loops of some identities that are here already, whenever they were opened. */
export const loopsOfIdentities = defineQuery({
  name: 'loops.ofIdentities',
  params: z.object({ identities: z.array(z.string().length(36 - IDENTITY_FROM)).max(LOOPS_A_BATCH) }),
  row: z.object({ id: z.string() }),
  sql: ({ identities }) => sql`
    SELECT loop_id AS id FROM loops FINAL
    WHERE substring(toString(loop_id), ${bind('UInt8', IDENTITY_FROM + 1)}) IN (${texts(identities, 36 - IDENTITY_FROM)})`,
  examples: [{ identities: [identityOf(EXAMPLE_ID)] }],
});

/** What was brought of some loops before, in its order, as far as it tells whether something is news. */
export const broughtEvents = defineQuery({
  name: 'loops.broughtEvents',
  params: z.object({ ids: z.array(z.string().length(36)).max(LOOPS_A_BATCH) }),
  row: z.object({ id: z.string(), type: z.string(), at: whole, department: z.string(), priority: z.string(), owner: z.string(), rootCause: z.string(), action: z.string() }),
  sql: ({ ids }) => sql`
    SELECT
      loop_id AS id, type, toUnixTimestamp64Milli(at) AS at, JSONExtractString(payload, 'department') AS department, JSONExtractString(payload, 'priority') AS priority,
      JSONExtractString(payload, 'owner') AS owner, JSONExtractString(payload, 'rootCause') AS rootCause, JSONExtractString(payload, 'action') AS action
    FROM loop_events
    WHERE loop_id IN (SELECT toUUID(text) FROM (${texts(ids, 36)})) AND startsWith(actor, ${bind('String', IMPORT_ACTOR)})
    ORDER BY loop_id, version`,
  examples: [{ ids: [EXAMPLE_ID] }],
});
export type BroughtEvent = z.infer<typeof broughtEvents.row>;
