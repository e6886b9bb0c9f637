import { CUSTOMER_READERS, HeedError } from '@heed/domain';
import { Args, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { actorOf } from './actor.ts';
import { carryOut, changedLoop, mergeLoops } from './carry-out.ts';
import { openLoopByHand } from './open-by-hand.ts';
import { CommandLoopArgs, CommandLoopsArgs, MergeLoopsArgs, OpenLoopArgs } from './loop.args.ts';
import { LoopResultType, LoopType } from './loop.type.ts';
import { readCommand } from './read-command.ts';

/** At most so many loops in one mutation. */
const MAX_LOOPS_AT_ONCE = 200;

@Resolver()
export class LoopCommandResolver {
  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => LoopType, { complexity: 20, description: 'Does something to a loop. What cannot be done now is a CONFLICT that carries version, state and possible: what can be done.' })
  async commandLoop(@Ctx() context: Context, @Args(() => CommandLoopArgs) { id, command: input, expected, as }: CommandLoopArgs): Promise<LoopType> {
    const actor = actorOf(context, as);
    await carryOut(context, id, { command: readCommand(input, { actor }), actor, expected: expected ?? undefined });
    return changedLoop(context, id);
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => [LoopResultType], {
    complexity: ({ args, childComplexity }: { args: { ids?: unknown[] }; childComplexity: number }) => 20 + ((args.ids?.length ?? 0) * childComplexity) / 10,
    description: 'Does the same to at most 200 loops, each by itself: one that refuses does not keep the others back.',
  })
  async commandLoops(@Ctx() context: Context, @Args(() => CommandLoopsArgs) { ids, command: input, as }: CommandLoopsArgs): Promise<LoopResultType[]> {
    if (ids.length > MAX_LOOPS_AT_ONCE) throw new HeedError('BAD_USER_INPUT', `ids may name at most ${MAX_LOOPS_AT_ONCE} loops; send several mutations.`, { path: 'ids' });
    const actor = actorOf(context, as);
    const command = readCommand(input, { actor });
    // They wait for one another in the log's queue, and share an append.
    return Promise.all(
      ids.map(async (id): Promise<LoopResultType> => {
        try {
          await carryOut(context, id, { command, actor });
          return { id, loop: await changedLoop(context, id), code: null, message: null };
        } catch (error) {
          if (!(error instanceof HeedError)) throw error;
          return { id, loop: null, code: error.code, message: error.message };
        }
      }),
    );
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => LoopType, { complexity: 20, description: 'Ends a loop that is a duplicate; its feedback goes over to the one that lives on, which is the answer.' })
  async mergeLoops(@Ctx() context: Context, @Args(() => MergeLoopsArgs) { id, into, as }: MergeLoopsArgs): Promise<LoopType> {
    await mergeLoops(context, id, { into, actor: actorOf(context, as) });
    return changedLoop(context, into);
  }

  @Authorized(...CUSTOMER_READERS)
  @Mutation(() => LoopType, { complexity: 20, description: 'Opens a loop by hand.' })
  async openLoop(@Ctx() context: Context, @Args(() => OpenLoopArgs) { input, as }: OpenLoopArgs): Promise<LoopType> {
    return changedLoop(context, await openLoopByHand(context, input, { actor: actorOf(context, as) }));
  }
}
