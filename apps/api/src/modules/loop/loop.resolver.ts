import { CUSTOMER_READERS } from '@heed/domain';
import { countLoops } from '@heed/loops';
import { Args, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { answered, watch } from '../../live/watched.ts';
import { perItem } from '../page-size.ts';
import { LoopCountsType } from './loop-counts.type.ts';
import { findLoop, loopCountsView, loopPage, loopsView, oneLoopView } from './loop-views.ts';
import { LoopArgs, LoopCountsArgs, LoopsArgs } from './loop.args.ts';
import { LoopConnectionType, LoopListType, LoopType } from './loop.type.ts';

const LIVE = 'The same answer as the query: at once, and again after each change that alters it.';

@Resolver()
export class LoopResolver {
  @Authorized(...CUSTOMER_READERS)
  @Query(() => LoopConnectionType, { complexity: perItem, description: 'Loops, a page at a time.' })
  loops(@Ctx() context: Context, @Args(() => LoopsArgs) args: LoopsArgs): Promise<LoopConnectionType> {
    return loopPage(context, args);
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => LoopListType, {
    name: 'loops',
    complexity: perItem,
    description: LIVE,
    subscribe: ({ args, context }: { args: LoopsArgs; context: Context }) => watch(context, () => loopsView(context, args)),
  })
  loopsChanged(@Root() snapshot: LoopListType, @Args(() => LoopsArgs) _args: LoopsArgs): LoopListType {
    return snapshot;
  }

  @Authorized(...CUSTOMER_READERS)
  @Query(() => LoopType, { nullable: true, complexity: 20, description: 'One loop, or null when there is none with this id that the caller may see.' })
  loop(@Ctx() context: Context, @Args(() => LoopArgs) { id }: LoopArgs): Promise<LoopType | null> {
    return findLoop(context, id);
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => LoopType, {
    name: 'loop',
    nullable: true,
    complexity: 20,
    description: LIVE,
    subscribe: ({ args, context }: { args: LoopArgs; context: Context }) => watch(context, () => oneLoopView(context, args)),
  })
  loopChanged(@Root() snapshot: { loop: LoopType | null }, @Args(() => LoopArgs) _args: LoopArgs): LoopType | null {
    return snapshot.loop;
  }

  @Authorized(...CUSTOMER_READERS)
  @Query(() => LoopCountsType, { complexity: 20, description: 'How many loops there are in each part of the inbox.' })
  loopCounts(@Ctx() context: Context, @Args(() => LoopCountsArgs) args: LoopCountsArgs): Promise<LoopCountsType> {
    return answered(context, loopCountsView(context, args).compute);
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => LoopCountsType, {
    name: 'loopCounts',
    complexity: 20,
    description: LIVE,
    subscribe: ({ args, context }: { args: LoopCountsArgs; context: Context }) => watch(context, () => loopCountsView(context, args)),
  })
  loopCountsChanged(@Root() snapshot: LoopCountsType, @Args(() => LoopCountsArgs) _args: LoopCountsArgs): LoopCountsType {
    return snapshot;
  }
}

@Resolver(() => LoopConnectionType)
export class LoopConnectionResolver {
  @FieldResolver(() => Int, { complexity: 20, description: 'All loops that match, on every page.' })
  totalCount(@Root() { filter }: LoopConnectionType, @Ctx() { heed }: Context): Promise<number> {
    return countLoops(heed.store, { filter, calendar: heed.calendar() });
  }
}
