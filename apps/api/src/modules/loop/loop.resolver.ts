import { CUSTOMER_READERS, HeedError } from '@heed/domain';
import { Args, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { LoopCountsType } from './loop-counts.type.ts';
import { LoopArgs, LoopCountsArgs, LoopsArgs } from './loop.args.ts';
import { LoopConnectionType, LoopListType, LoopType } from './loop.type.ts';

const later = (): never => {
  throw new HeedError('UNAVAILABLE', 'Loops cannot be read yet.');
};
const perItem = ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }): number => 10 + ((args.first ?? 50) * childComplexity) / 10;
const SAME = 'The same answer as the query: at once, and again after each change that alters it.';

@Resolver()
export class LoopResolver {
  @Authorized(...CUSTOMER_READERS)
  @Query(() => LoopConnectionType, { complexity: perItem, description: 'Loops, a page at a time.' })
  loops(@Ctx() _context: Context, @Args(() => LoopsArgs) _args: LoopsArgs): Promise<LoopConnectionType> {
    return later();
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => LoopListType, { name: 'loops', complexity: perItem, description: SAME, subscribe: later })
  loopsChanged(@Root() snapshot: LoopListType, @Args(() => LoopsArgs) _args: LoopsArgs): LoopListType {
    return snapshot;
  }

  @Authorized(...CUSTOMER_READERS)
  @Query(() => LoopType, { nullable: true, complexity: 20, description: 'One loop, or null when there is none with this id that the caller may see.' })
  loop(@Ctx() _context: Context, @Args(() => LoopArgs) _args: LoopArgs): Promise<LoopType | null> {
    return later();
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => LoopType, { name: 'loop', nullable: true, complexity: 20, description: SAME, subscribe: later })
  loopChanged(@Root() snapshot: { loop: LoopType | null }, @Args(() => LoopArgs) _args: LoopArgs): LoopType | null {
    return snapshot.loop;
  }

  @Authorized(...CUSTOMER_READERS)
  @Query(() => LoopCountsType, { complexity: 20, description: 'How many loops there are in each part of the inbox.' })
  loopCounts(@Ctx() _context: Context, @Args(() => LoopCountsArgs) _args: LoopCountsArgs): Promise<LoopCountsType> {
    return later();
  }

  @Authorized(...CUSTOMER_READERS)
  @Subscription(() => LoopCountsType, { name: 'loopCounts', complexity: 20, description: SAME, subscribe: later })
  loopCountsChanged(@Root() snapshot: LoopCountsType, @Args(() => LoopCountsArgs) _args: LoopCountsArgs): LoopCountsType {
    return snapshot;
  }
}

@Resolver(() => LoopConnectionType)
export class LoopConnectionResolver {
  @FieldResolver(() => Int, { complexity: 20, description: 'All loops that match, on every page.' })
  totalCount(): Promise<number> {
    return later();
  }
}
