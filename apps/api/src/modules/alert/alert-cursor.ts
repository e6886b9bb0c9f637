import { HeedError } from '@heed/domain';
import * as z from 'zod';

/** Where a page begins: behind what stands at a moment. */
export interface Place {
  at: number;
  id: string;
}

const place = z.tuple([z.number().int(), z.guid()]);

/** A place in a list as text. */
export const cursorOf = ({ at, id }: Place): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** Throws BAD_USER_INPUT for a text that is no cursor. */
export function readCursor(text: string | null | undefined): Place | null {
  if (text == null) return null;
  try {
    const [at, id] = place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at, id };
  } catch {
    throw new HeedError('BAD_USER_INPUT', 'after is no cursor of this list; use the endCursor of the page before, or leave it out.');
  }
}
