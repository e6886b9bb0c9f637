import { randomBytes } from 'node:crypto';
import { HeedError, LOOP_SETTERS } from '@heed/domain';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import { assertMayManage } from './may-manage.ts';
import { WallInput } from './wall.input.ts';
import { WallType } from './wall.type.ts';
import { displayType, wallType } from './walls-view.ts';

const idOf = (): string => randomBytes(4).toString('hex');

/** A key that no wall has: after the name where that can be, so that people know it again in a file. */
function newKey({ heed }: Context, name: string): string {
  const taken = new Set(heed.definitions.list('wall').map(({ definition }) => definition.key));
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 30) || 'wall';
  return taken.has(plain) ? `${plain}-${idOf()}` : plain;
}

@Resolver()
export class WallEditResolver {
  @Authorized(...LOOP_SETTERS)
  @Mutation(() => WallType, { complexity: 20, description: 'Makes or replaces a wall; open displays follow at once. What somebody else made is for those who are not limited to departments.' })
  async saveWall(@Ctx() context: Context, @Arg('input', () => WallInput, { description: 'What it is to show.' }) { key, revision, tiles, ...wall }: WallInput): Promise<WallType> {
    const definition = readDefinition('wall', { ...wall, key: key ?? newKey(context, wall.name), tiles: tiles.map((tile) => ({ ...tile, id: tile.id ?? idOf() })) });
    const stored = await context.heed.definitions.save('wall', definition, { caller: callerOf(context), seen: revision ?? (key ? undefined : 0) });
    return wallType(stored, context.heed.displays.list().map((display) => displayType(context, display)));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a wall; false when there is none. CONFLICT while displays show it, unless they are to end with it.' })
  async removeWall(
    @Ctx() context: Context,
    @Arg('key', () => ID, { description: 'Its key.' }) key: string,
    @Arg('andDisplays', () => Boolean, { defaultValue: false, description: 'Revoke its displays, too.' }) andDisplays: boolean,
  ): Promise<boolean> {
    const { heed } = context;
    const caller = callerOf(context);
    const bound = heed.displays.list().filter(({ token }) => token.wall === key);
    if (bound.length > 0 && !andDisplays) {
      throw new HeedError('CONFLICT', `${bound.length === 1 ? 'A display shows' : `${bound.length} displays show`} this wall; let them show another first, or revoke them.`, { displays: bound.map(({ token }) => token.id) });
    }
    for (const { token } of bound) assertMayManage(token, caller);
    const removed = await heed.definitions.remove('wall', key, { caller });
    for (const { token } of bound) await heed.tokens.revoke(token.id, caller);
    return removed;
  }
}
