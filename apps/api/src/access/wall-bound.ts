import { HeedError } from '@heed/domain';
import type { Caller } from './caller.ts';

/** The fields that a display may ask. Whatever is not here is closed to it, also what a later Heed adds. */
export const WALL_FIELDS: ReadonlySet<string> = new Set(['wall', 'wallTile', 'service', 'reportDisplay']);

/** True for a display: its token is bound to a wall. */
export const isOnWall = (caller: Pick<Caller, 'wall'> | null): boolean => (caller?.wall ?? null) !== null;

/** What a display is told that asks for something else. */
export const offWall = (): HeedError => new HeedError('FORBIDDEN', 'This token belongs to a display: it shows its wall and does nothing else.');
