import { LOOP_SETTERS, WATCHERS } from '@heed/domain';
import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import type { Snapshot } from '../../live/hub.ts';
import { answered, watch } from '../../live/watched.ts';
import { wallTileView } from './tile-views.ts';
import { wallView } from './wall-settings-view.ts';
import { WallTileAnswerType } from './wall-tile.type.ts';
import { WallsAnswerType, WallSettingsType } from './wall.type.ts';
import { wallsView } from './walls-view.ts';

const LIVE = 'The same answer as the query: at once, and again after each change that alters it.';
const KEY = { nullable: true, description: 'The key of the wall; a display leaves it out and gets its own.' } as const;

@ArgsType()
class WallTileArgs {
  @Field(() => ID, KEY)
  wall?: string | null;

  @Field(() => ID, { description: 'The id of the tile.' })
  tile!: string;
}

/** An answer within an answer is of the same moment. What can no longer be answered comes as an error in the place of one. */
export function withMoment(snapshot: Snapshot<Omit<WallTileAnswerType, 'asOf' | 'version'>> | Error): WallTileAnswerType {
  if (snapshot instanceof Error) throw snapshot;
  const { asOf, version } = snapshot;
  return { ...snapshot, content: { ...snapshot.content, asOf, version } as WallTileAnswerType['content'] };
}

@Resolver()
export class WallResolver {
  @Authorized(...WATCHERS)
  @Query(() => WallSettingsType, { complexity: 5, description: 'What a wall shows, and how. NOT_FOUND for one that is not there.' })
  wall(@Ctx() context: Context, @Arg('key', () => ID, KEY) key?: string | null): Promise<WallSettingsType> {
    return answered(context, wallView(context, key));
  }

  @Authorized(...WATCHERS)
  @Subscription(() => WallSettingsType, {
    name: 'wall',
    complexity: 5,
    description: LIVE,
    subscribe: ({ args, context }: { args: { key?: string | null }; context: Context }) => watch(context, () => wallView(context, args.key)),
  })
  wallChanged(@Root() snapshot: WallSettingsType, @Arg('key', () => ID, KEY) _key?: string | null): WallSettingsType {
    return snapshot;
  }

  @Authorized(...WATCHERS)
  @Query(() => WallTileAnswerType, { complexity: 100, description: 'What a tile of a wall shows, within the departments that the caller may see.' })
  async wallTile(@Ctx() context: Context, @Args(() => WallTileArgs) args: WallTileArgs): Promise<WallTileAnswerType> {
    return withMoment(await answered(context, wallTileView(context, args)));
  }

  @Authorized(...WATCHERS)
  @Subscription(() => WallTileAnswerType, {
    name: 'wallTile',
    complexity: 100,
    description: LIVE,
    subscribe: ({ args, context }: { args: WallTileArgs; context: Context }) => watch(context, () => wallTileView(context, args)),
  })
  wallTileChanged(@Root() snapshot: WallTileAnswerType, @Args(() => WallTileArgs) _args: WallTileArgs): WallTileAnswerType {
    return withMoment(snapshot);
  }

  @Authorized(...LOOP_SETTERS)
  @Query(() => WallsAnswerType, { complexity: 20, description: 'All walls, and the displays that show them.' })
  walls(@Ctx() context: Context): Promise<WallsAnswerType> {
    return answered(context, wallsView(context));
  }

  @Authorized(...LOOP_SETTERS)
  @Subscription(() => WallsAnswerType, {
    name: 'walls',
    complexity: 20,
    description: LIVE,
    subscribe: ({ context }: { context: Context }) => watch(context, () => wallsView(context)),
  })
  wallsChanged(@Root() snapshot: WallsAnswerType): WallsAnswerType {
    return snapshot;
  }
}
