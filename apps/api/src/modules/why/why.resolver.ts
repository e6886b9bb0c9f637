import { READERS } from '@heed/domain';
import { measureWhy } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { groupingType } from '../filter/grouping.type.ts';
import { readGrouping, readPeriod } from '../filter/read-filter.ts';
import { assertPageSize } from '../page-size.ts';
import { periodType } from '../score/estimate.type.ts';
import { WhyArgs } from './why.args.ts';
import { WhyType } from './why.type.ts';

function whyView(context: Context, { metric, by: grouping, first, filter: input, compareWith: before }: WhyArgs): View<Omit<WhyType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const by = readGrouping(grouping);
  const compareWith = before ? readPeriod(before, 'compareWith') : undefined;
  const { heed } = context;
  assertPageSize(first);
  return feedbackView(context, {
    field: 'why',
    filter,
    args: { metric, by, first },
    metrics: [metric],
    compares: true,
    compareWith,
    async compute() {
      const why = await measureWhy(heed.store, { metric, by, first, filter, compareWith, calendar: heed.calendar() });
      const previousPeriod = periodType(why.previousPeriod);
      return { ...why, grouping: groupingType(why.grouping), period: periodType(why.period), previousPeriod, change: { ...why.change, previousPeriod } };
    },
  });
}

/** The values of attributes are for readers: a display on a wall sees scores, and a column may hold more than was meant. */
@Resolver()
export class WhyResolver {
  @Authorized(...READERS)
  @Query(() => WhyType, { complexity: 50, description: 'Why a metric changed: its change split by groups. The filter needs a period. For metrics of customers that are made of answers.' })
  why(@Ctx() context: Context, @Args(() => WhyArgs) args: WhyArgs): Promise<WhyType> {
    return answered(context, whyView(context, args).compute);
  }

  @Authorized(...READERS)
  @Subscription(() => WhyType, {
    name: 'why',
    complexity: 50,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: WhyArgs; context: Context }) => watch(context, () => whyView(context, args)),
  })
  whyChanged(@Root() snapshot: WhyType, @Args(() => WhyArgs) _args: WhyArgs): WhyType {
    return snapshot;
  }
}
