import { CUSTOMER_READERS, HeedError } from '@heed/domain';
import { Args, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { CommandLoopArgs, CommandLoopsArgs, MergeLoopsArgs, OpenLoopArgs } from './loop.args.ts';
import { LoopResultType, LoopType } from './loop.type.ts';

const later = (): never => {
  throw new HeedError('UNAVAILABLE', 'Loops cannot be changed yet.');
};

@Resolver()
export class LoopCommandResolver {
  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => LoopType, { complexity: 20, description: 'Does something to a loop. What is not possible now is a CONFLICT or BAD_USER_INPUT that carries version, state and possible.' })
  commandLoop(@Ctx() _context: Context, @Args(() => CommandLoopArgs) _args: CommandLoopArgs): Promise<LoopType> {
    return later();
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => [LoopResultType], { complexity: 100, description: 'Does the same to at most 200 loops, each by itself: one that refuses does not keep the others back.' })
  commandLoops(@Ctx() _context: Context, @Args(() => CommandLoopsArgs) _args: CommandLoopsArgs): Promise<LoopResultType[]> {
    return later();
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => LoopType, { complexity: 20, description: 'Ends a loop that is a duplicate; its feedback goes over to the one that lives on, which is the answer.' })
  mergeLoops(@Ctx() _context: Context, @Args(() => MergeLoopsArgs) _args: MergeLoopsArgs): Promise<LoopType> {
    return later();
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => LoopType, { complexity: 20, description: 'Opens a loop by hand.' })
  openLoop(@Ctx() _context: Context, @Args(() => OpenLoopArgs) _args: OpenLoopArgs): Promise<LoopType> {
    return later();
  }
}
