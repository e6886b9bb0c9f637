import { hash } from 'node:crypto';
import { newLoopId } from '../log/loop-id.ts';

const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

/**
 * The id of a loop that began elsewhere: the same for the same source, identity and opening moment, everywhere. Laid out as all ids of
 * loops, so that it lies beside the loops of its time, with SHA-256 where others draw lots.
 */
export function historicLoopId({ source, identity, openedAt }: { source: string; identity: string; openedAt: number }): string {
  return newLoopId(openedAt, { chance: hash('sha256', netstring(source) + netstring(identity), 'buffer') });
}

/** Characters of an id before the moment: 60 bits that tell loops apart. */
export const IDENTITY_LENGTH = 18;
/** The part of a historic loop's id that does not depend on the moment of its opening. */
export const identityOf = (loopId: string): string => loopId.slice(0, IDENTITY_LENGTH);
