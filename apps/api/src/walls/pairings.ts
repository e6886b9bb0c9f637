import { HeedError } from '@heed/domain';
import type { Caller } from '../access/caller.ts';
import type { AccessToken, DisplayRequest } from '../access/tokens.ts';

/** Displays that show a code and wait to be let in. */
export interface Pairings {
  /** Lets the display in that shows a code. Throws NOT_FOUND for a code that none shows. */
  confirm(code: string, request: DisplayRequest, by: Caller): Promise<AccessToken>;
}

export function createPairings(): Pairings {
  return {
    confirm: () => Promise.reject(new HeedError('NOT_FOUND', 'No display shows this code, or no longer; look at it again.')),
  };
}
