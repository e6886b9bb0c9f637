import { READERS, type Grouping } from '@heed/domain';
import { measureDrivers, showsReadings } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { groupingType } from '../filter/grouping.type.ts';
import { readGrouping } from '../filter/read-filter.ts';
import { assertPageSize } from '../page-size.ts';
import { periodType } from '../score/estimate.type.ts';
import { groupNames, withThemesIn } from '../theme/with-themes.ts';
import { DriversArgs } from './drivers.args.ts';
import { DriversType } from './drivers.type.ts';

function driversView(context: Context, { metric, groupings: asked, first, filter: input }: DriversArgs): View<Omit<DriversType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const groupings = asked?.map(readGrouping);
  // Themes are among those that are looked at when nobody says which.
  const by: readonly Grouping[] = groupings ?? [{ dimension: 'theme' }];
  const { heed } = context;
  assertPageSize(first);
  return withThemesIn(feedbackView(context, {
    field: 'drivers',
    filter,
    args: { metric, groupings, first },
    metrics: [metric],
    readings: showsReadings({ metrics: [metric], by }),
    async compute() {
      const drivers = await measureDrivers(heed.store, { metric, groupings, first, filter, calendar: heed.calendar() });
      const names = groupNames(context);
      const named = <T extends { grouping: Parameters<typeof groupingType>[0] }>(one: T) => ({ ...one, grouping: groupingType(one.grouping) });
      return { ...drivers, period: drivers.period && periodType(drivers.period), groupings: drivers.groupings.map(named), groups: drivers.groups.map((group) => ({ ...named(group), name: names(group.grouping, group.key) })) };
    },
  }), by);
}

/** For readers, as `why`: it shows the values of attributes. */
@Resolver()
export class DriversResolver {
  @Authorized(...READERS)
  @Query(() => DriversType, { complexity: 200, description: 'Which dimensions, attributes and themes separate good answers from bad ones. For metrics of customers that are made of answers.' })
  drivers(@Ctx() context: Context, @Args(() => DriversArgs) args: DriversArgs): Promise<DriversType> {
    return answered(context, driversView(context, args).compute);
  }

  @Authorized(...READERS)
  @Subscription(() => DriversType, {
    name: 'drivers',
    complexity: 200,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: DriversArgs; context: Context }) => watch(context, () => driversView(context, args)),
  })
  driversChanged(@Root() snapshot: DriversType, @Args(() => DriversArgs) _args: DriversArgs): DriversType {
    return snapshot;
  }
}
