import { WATCHERS } from '@heed/domain';
import { showsReadings } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { readPeriod } from '../filter/read-filter.ts';
import { ScoreArgs } from './score.args.ts';
import { ScoreType, scoreType } from './score.type.ts';

/** One metric over a filter, live. */
export function scoreView(context: Context, { metric, filter: input, compareWith: before }: ScoreArgs): View<Omit<ScoreType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const compareWith = before ? readPeriod(before, 'compareWith') : undefined;
  return feedbackView(context, {
    field: 'score',
    filter,
    args: { metric },
    readings: showsReadings({ metrics: [metric] }),
    compares: true,
    compareWith,
    async compute() {
      return scoreType(await context.scores.load({ metric, filter, compareWith }), context.heed.definitions.target(metric));
    },
  });
}

@Resolver()
export class ScoreResolver {
  @Authorized(...WATCHERS)
  @Query(() => ScoreType, { complexity: 20, description: 'One metric over a filter, with its change against the period before.' })
  score(@Ctx() context: Context, @Args(() => ScoreArgs) args: ScoreArgs): Promise<ScoreType> {
    return answered(context, scoreView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => ScoreType, {
    name: 'score',
    complexity: 20,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: ScoreArgs; context: Context }) => watch(context, () => scoreView(context, args)),
  })
  scoreChanged(@Root() snapshot: ScoreType, @Args(() => ScoreArgs) _args: ScoreArgs): ScoreType {
    return snapshot;
  }
}
