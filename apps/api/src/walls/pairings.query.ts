import { bind, defineQuery, defineTable, moment, sql, whole } from '@heed/store';
import * as z from 'zod';

/** Displays that wait, or waited, to be let in. */
export const pairingsTable = defineTable({ name: 'wall_pairings', columns: ['pairing', 'code', 'hash', 'expires_at'] });

const pairingRow = z.object({ pairing: z.string(), code: z.string(), hash: z.string(), expiresAt: whole });
/** A display that shows a code; `expiresAt` is epoch milliseconds. */
export type Pairing = z.infer<typeof pairingRow>;

/** Those that have not ended at a moment. */
export const openPairings = defineQuery({
  name: 'walls.openPairings',
  params: z.strictObject({ now: z.number() }),
  row: pairingRow,
  sql: ({ now }) => sql`SELECT pairing, code, hash, toUnixTimestamp64Milli(expires_at) AS expiresAt FROM wall_pairings WHERE expires_at > ${moment(now)} ORDER BY expires_at, pairing`,
  examples: [{ now: Date.UTC(2026, 0, 1) }],
});

/** One of them, also when it has ended, but not for longer than a day. */
export const onePairing = defineQuery({
  name: 'walls.pairing',
  params: z.strictObject({ pairing: z.string() }),
  row: pairingRow,
  sql: ({ pairing }) => sql`SELECT pairing, code, hash, toUnixTimestamp64Milli(expires_at) AS expiresAt FROM wall_pairings WHERE pairing = ${bind('String', pairing)} LIMIT 1`,
  examples: [{ pairing: '0123456789abcdef0123456789abcdef' }],
});
