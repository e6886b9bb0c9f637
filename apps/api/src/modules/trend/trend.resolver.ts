import { resolvePeriod, WATCHERS } from '@heed/domain';
import { measureEmployeeTrend, measureTrend, METRICS, showsReadings } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { periodType } from '../score/estimate.type.ts';
import { TrendArgs } from './trend.args.ts';
import { TrendType } from './trend.type.ts';

const toDate = (moment: number): Date => new Date(moment);

/** A metric over time, live. */
export function trendView(context: Context, { metric, grain, rolling, filter: input }: TrendArgs): View<Omit<TrendType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const { heed } = context;
  return feedbackView(context, {
    field: 'trend',
    // The first points of a rolling window also show what came before the period.
    reads: rolling ? () => [{ from: -Infinity, to: filter.period ? resolvePeriod(filter.period, heed.calendar()).to : Infinity }] : undefined,
    filter,
    args: { metric, grain, rolling },
    readings: showsReadings({ metrics: [metric] }),
    async compute() {
      const question = { filter, grain: grain ?? undefined, rolling: rolling ?? undefined, calendar: heed.calendar() };
      const trend = await (METRICS[metric].population === 'employees' ? measureEmployeeTrend(heed.store, question) : measureTrend(heed.store, { metric, ...question }));
      return { ...trend, period: periodType(trend.period), from: trend.from.map(toDate), to: trend.to.map(toDate) };
    },
  });
}

@Resolver()
export class TrendResolver {
  @Authorized(...WATCHERS)
  @Query(() => TrendType, { complexity: 50, description: 'A metric over time. The filter needs a period.' })
  trend(@Ctx() context: Context, @Args(() => TrendArgs) args: TrendArgs): Promise<TrendType> {
    return answered(context, trendView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => TrendType, {
    name: 'trend',
    complexity: 50,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: TrendArgs; context: Context }) => watch(context, () => trendView(context, args)),
  })
  trendChanged(@Root() snapshot: TrendType, @Args(() => TrendArgs) _args: TrendArgs): TrendType {
    return snapshot;
  }
}
