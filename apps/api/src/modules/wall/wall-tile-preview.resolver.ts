import { LOOP_SETTERS } from '@heed/domain';
import { Arg, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, watch } from '../../live/watched.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import { tileView } from './tile-views.ts';
import { WallTileInput } from './wall.input.ts';
import { withMoment } from './wall.resolver.ts';
import { WallTileAnswerType } from './wall-tile.type.ts';

const TILE = { description: 'The tile. Its id, where it has one, is that of the answer.' } as const;

/** Stands for a wall that is not there yet. */
const NOWHERE = { key: 'preview', name: 'Preview' };

/** A tile that is checked as one of a wall is. Throws BAD_USER_INPUT. */
function previewView(context: Context, { id, ...tile }: WallTileInput): View<Omit<WallTileAnswerType, 'asOf' | 'version'>> {
  const [read] = readDefinition('wall', { ...NOWHERE, tiles: [{ ...tile, id: id ?? 'preview' }] }).tiles;
  if (!read) throw new Error('A wall of one tile has none.');
  return tileView(context, read);
}

@Resolver()
export class WallTilePreviewResolver {
  @Authorized(...LOOP_SETTERS)
  @Query(() => WallTileAnswerType, { complexity: 100, description: 'What a tile would show, before it hangs on any wall.' })
  async wallTilePreview(@Ctx() context: Context, @Arg('tile', () => WallTileInput, TILE) tile: WallTileInput): Promise<WallTileAnswerType> {
    return withMoment(await answered(context, previewView(context, tile)));
  }

  @Authorized(...LOOP_SETTERS)
  @Subscription(() => WallTileAnswerType, {
    name: 'wallTilePreview',
    complexity: 100,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: { tile: WallTileInput }; context: Context }) => watch(context, () => previewView(context, args.tile)),
  })
  wallTilePreviewChanged(@Root() snapshot: WallTileAnswerType, @Arg('tile', () => WallTileInput, TILE) _tile: WallTileInput): WallTileAnswerType {
    return withMoment(snapshot);
  }
}
