import { hash } from 'node:crypto';
import { newLoopId } from '../log/loop-id.ts';

const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

/**
 * The id of a loop that began elsewhere: the same for the same source, identity and opening moment, everywhere. Laid out as that of
 * any loop, with SHA-256 where others draw lots.
 */
export const historicLoopId = ({ source, identity, openedAt }: { source: string; identity: string; openedAt: number }): string =>
  newLoopId(openedAt, { chance: hash('sha256', netstring(source) + netstring(identity), 'buffer') });

/** The part of a historic loop's id that does not depend on the moment of its opening: 60 bits of chance, and the version. */
export const identityOf = (loopId: string): string => loopId.slice(0, IDENTITY_LENGTH);
/** Characters at the beginning of the id. */
export const IDENTITY_LENGTH = 18;
