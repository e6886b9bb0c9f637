import { bind, defineQuery, sql } from '@heed/store';
import * as z from 'zod';
import { IDENTITY_LENGTH, identityOf } from './historic-id.ts';

/** Loops that are brought together: their identities fit into one bound value (128 KiB), and their events into one append. */
export const LOOPS_A_BATCH = 1_000;
const EXAMPLE_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/**
 * The loops of some identities that are here already, whenever they were opened. The identities are bound as one text of all of them, and a hash
 * stands for the source and what tells its loops apart, so that long ids need no room.
 */
export const loopsOfIdentities = defineQuery({
  name: 'loops.ofIdentities',
  params: z.object({ identities: z.array(z.string().length(IDENTITY_LENGTH)).max(LOOPS_A_BATCH) }),
  row: z.object({ id: z.string() }),
  sql: ({ identities }) => sql`
    SELECT loop_id AS id FROM loops FINAL
    WHERE substring(toString(loop_id), 1, ${bind('UInt8', IDENTITY_LENGTH)}) IN (
      SELECT substring(${bind('String', identities.join(''))}, number * ${bind('UInt8', IDENTITY_LENGTH)} + 1, ${bind('UInt8', IDENTITY_LENGTH)}) FROM numbers(${bind('UInt32', identities.length)})
    )`,
  examples: [{ identities: [identityOf(EXAMPLE_ID)] }],
});
