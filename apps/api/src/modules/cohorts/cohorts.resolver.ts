import { READERS, WATCHERS } from '@heed/domain';
import { dateAttributes, measureCohorts } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { DimensionValueType } from '../feedback/feedback.type.ts';
import { FilterArgs } from '../score/score.args.ts';
import { CohortsArgs } from './cohorts.args.ts';
import { CohortsType } from './cohorts.type.ts';

function cohortsView(context: Context, { metric, date, cohort, since, filter: input }: CohortsArgs): View<Omit<CohortsType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const { heed } = context;
  return feedbackView(context, {
    field: 'cohorts',
    filter,
    args: { metric, date, cohort, since },
    metrics: [metric],
    compute: () => measureCohorts(heed.store, { metric, date, cohort, since, filter, calendar: heed.calendar() }),
  });
}

@Resolver()
export class CohortsResolver {
  @Authorized(...WATCHERS)
  @Query(() => CohortsType, { complexity: 100, description: 'A metric by when customers began, and by how long after that they answered; at most 60 cohorts of 60 cells. For metrics of customers.' })
  cohorts(@Ctx() context: Context, @Args(() => CohortsArgs) args: CohortsArgs): Promise<CohortsType> {
    return answered(context, cohortsView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => CohortsType, {
    name: 'cohorts',
    complexity: 100,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: CohortsArgs; context: Context }) => watch(context, () => cohortsView(context, args)),
  })
  cohortsChanged(@Root() snapshot: CohortsType, @Args(() => CohortsArgs) _args: CohortsArgs): CohortsType {
    return snapshot;
  }

  @Authorized(...READERS)
  @Query(() => [DimensionValueType], { complexity: 50, description: 'The keys of attributes that hold dates, with how much feedback has one: at least nine of ten values are ISO 8601 months, dates, or dates and times from 1970 to 2100.' })
  dateAttributes(@Ctx() context: Context, @Args(() => FilterArgs) { filter: input }: FilterArgs): Promise<DimensionValueType[]> {
    const { heed } = context;
    return dateAttributes(heed.store, { filter: filterFor(context, input), calendar: heed.calendar() });
  }
}
