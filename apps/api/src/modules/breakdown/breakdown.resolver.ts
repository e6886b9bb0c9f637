import { WATCHERS } from '@heed/domain';
import { measureBreakdown, measureEmployeeBreakdown, METRICS, showsReadings } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { readPeriod } from '../filter/read-filter.ts';
import { assertPageSize } from '../page-size.ts';
import { periodType } from '../score/estimate.type.ts';
import { groupNames, withThemesIn } from '../theme/with-themes.ts';
import { BreakdownArgs } from './breakdown.args.ts';
import { BreakdownType } from './breakdown.type.ts';

function breakdownView(context: Context, { metric, by, first, filter: input, compareWith: before }: BreakdownArgs): View<Omit<BreakdownType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const compareWith = before ? readPeriod(before, 'compareWith') : undefined;
  const { heed } = context;
  assertPageSize(first);
  const grouping = { dimension: by };
  return withThemesIn(feedbackView(context, {
    field: 'breakdown',
    filter,
    args: { metric, by, first },
    metrics: [metric],
    readings: showsReadings({ metrics: [metric], by: [grouping] }),
    compares: true,
    compareWith,
    async compute() {
      const question = { by, first, filter, compareWith, calendar: heed.calendar() };
      const measured = await (METRICS[metric].population === 'employees' ? measureEmployeeBreakdown(heed.store, question) : measureBreakdown(heed.store, { metric, ...question }));
      const { period, previousPeriod, groups, ...rest } = measured;
      const names = groupNames(context);
      return {
        ...rest,
        period: period && periodType(period),
        groups: groups.map(({ change, ...group }) => ({ ...group, name: names(grouping, group.key), change: change && previousPeriod ? { ...change, previousPeriod: periodType(previousPeriod) } : null })),
      };
    },
  }), [grouping]);
}

@Resolver()
export class BreakdownResolver {
  @Authorized(...WATCHERS)
  @Query(() => BreakdownType, { complexity: 50, description: 'A metric by the values of a dimension, or by theme.' })
  breakdown(@Ctx() context: Context, @Args(() => BreakdownArgs) args: BreakdownArgs): Promise<BreakdownType> {
    return answered(context, breakdownView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => BreakdownType, {
    name: 'breakdown',
    complexity: 50,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: BreakdownArgs; context: Context }) => watch(context, () => breakdownView(context, args)),
  })
  breakdownChanged(@Root() snapshot: BreakdownType, @Args(() => BreakdownArgs) _args: BreakdownArgs): BreakdownType {
    return snapshot;
  }
}
