import { randomBytes } from 'node:crypto';

/** Bits of chance below the moment in the second half of an id. */
const CHANCE_BITS = 14n;
const LATEST = 2 ** 48 - 1;

/** The id under which the log keeps what is its own. */
export const LOG_ID = '00000000-0000-0000-0000-000000000000';

/** Whether a text can be the id of a loop; the log's own is none. */
export const isLoopId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) && text !== LOG_ID;

/**
 * An id for a loop that opens at `openedAt` (epoch milliseconds). The engine compares UUIDs by their second half first, so the
 * moment stands there (UUID version 8; version 7 has it in the first half) and loops of one time lie beside each other on disk. The
 * other 74 bits are random, or those of `chance` (16 bytes) where the same loop must get the same id again.
 */
export function newLoopId(openedAt: number, { chance = someChance() }: { chance?: Buffer } = {}): string {
  const bytes = Buffer.from(chance.subarray(0, 16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  const low = BigInt(bytes.readUInt16BE(14)) & ((1n << CHANCE_BITS) - 1n);
  const moment = BigInt(Math.min(Math.max(Math.floor(openedAt), 0), LATEST));
  bytes.writeBigUInt64BE((0b10n << 62n) | (moment << CHANCE_BITS) | low, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Asking the system for much chance at once costs as little as asking for some. */
let pool = Buffer.alloc(0);

function someChance(): Buffer {
  if (pool.length === 0) pool = randomBytes(16 * 256);
  const some = pool.subarray(0, 16);
  pool = pool.subarray(16);
  return some;
}
