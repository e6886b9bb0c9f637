import { WATCHERS } from '@heed/domain';
import { measureDistribution } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { readPeriod } from '../filter/read-filter.ts';
import { periodType } from '../score/estimate.type.ts';
import { ScoreArgs } from '../score/score.args.ts';
import { DistributionType } from './distribution.type.ts';

function distributionView(context: Context, { metric, filter: input, compareWith: before }: ScoreArgs): View<Omit<DistributionType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const compareWith = before ? readPeriod(before, 'compareWith') : undefined;
  const { heed } = context;
  return feedbackView(context, {
    field: 'distribution',
    filter,
    args: { metric },
    metrics: [metric],
    compares: true,
    compareWith,
    async compute() {
      const { period, ...rest } = await measureDistribution(heed.store, { metric, filter, compareWith, calendar: heed.calendar() });
      return { ...rest, period: period && periodType(period) };
    },
  });
}

@Resolver()
export class DistributionResolver {
  @Authorized(...WATCHERS)
  @Query(() => DistributionType, { complexity: 20, description: 'How often each answer behind a metric was given. For metrics of customers that are made of answers.' })
  distribution(@Ctx() context: Context, @Args(() => ScoreArgs) args: ScoreArgs): Promise<DistributionType> {
    return answered(context, distributionView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => DistributionType, {
    name: 'distribution',
    complexity: 20,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: ScoreArgs; context: Context }) => watch(context, () => distributionView(context, args)),
  })
  distributionChanged(@Root() snapshot: DistributionType, @Args(() => ScoreArgs) _args: ScoreArgs): DistributionType {
    return snapshot;
  }
}
