import { HeedError } from '@heed/domain';
import type { Stored } from '../../definitions/state.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import { isOnWall } from '../../access/wall-bound.ts';
import type { View } from '../../live/hub.ts';
import { wallFields, type WallSettingsType } from './wall.type.ts';

/** The key of the wall that is asked for: a display's own, whatever it names. Throws BAD_USER_INPUT, and NOT_FOUND for a display that names another. */
function keyFor(context: Context, key: string | null | undefined): string {
  const caller = callerOf(context);
  if (isOnWall(caller)) {
    const own = caller.wall ?? '';
    if (key && key !== own) throw new HeedError('NOT_FOUND', 'There is no wall with this key that you may see.');
    return own;
  }
  // Tokens for displays from before there were walls, and those that administrators make by hand, watch numbers and no wall.
  if (caller.role === 'display') throw new HeedError('NOT_FOUND', 'This token is bound to no wall; let the display in by a link or a code.');
  if (!key) throw new HeedError('BAD_USER_INPUT', 'Name the wall by its key; only a display may leave it out.');
  return key;
}

/** A wall that the caller may see. Throws NOT_FOUND where there is none, else as `keyFor`. */
export function wallFor(context: Context, key: string | null | undefined): Stored<'wall'> {
  const wanted = keyFor(context, key);
  const wall = context.heed.definitions.list('wall').find(({ definition }) => definition.key === wanted);
  if (!wall) throw new HeedError('NOT_FOUND', 'There is no wall with this key.');
  return wall;
}

/** What a wall shows, and how. A display that is moved to another wall connects anew, so that a view is of one wall. */
export function wallView(context: Context, key: string | null | undefined): View<Omit<WallSettingsType, 'asOf' | 'version'>> {
  const { definition } = wallFor(context, key);
  const { heed } = context;
  return {
    key: JSON.stringify(['wall', definition.key]),
    touchedBy: (change) => change.kind === 'workspace' || (change.kind === 'definitions' && change.kinds.includes('wall')),
    compute: () => Promise.resolve({ ...wallFields(wallFor(context, key)), timeZone: heed.calendar().timeZone, company: heed.workspace.name() }),
  };
}
