import { hash } from 'node:crypto';

const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

/**
 * The id of a loop that began elsewhere: the same for the same source, identity and opening moment, everywhere. Laid out as
 * UUID version 7 (RFC 9562): 48 bits of the moment, so that it lies beside the loops of its time, and SHA-256 where others draw lots.
 */
export function historicLoopId({ source, identity, openedAt }: { source: string; identity: string; openedAt: number }): string {
  const moment = openedAt.toString(16).padStart(12, '0');
  const digest = hash('sha256', netstring(source) + netstring(identity), 'hex');
  const variant = '89ab'.charAt(Number.parseInt(digest.charAt(3), 16) & 3);
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}

/** The part of a historic loop's id that does not depend on the moment of its opening. */
export const identityOf = (loopId: string): string => loopId.slice(IDENTITY_FROM);
/** Characters before it. */
export const IDENTITY_FROM = 15;
