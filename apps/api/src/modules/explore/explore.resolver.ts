import { READERS } from '@heed/domain';
import { measureExploration, showsReadings, spansOf, type ExplorationRow } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { knownAttributes } from '../../graphql/known-attributes.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { groupingType } from '../filter/grouping.type.ts';
import { periodType, type PeriodType } from '../score/estimate.type.ts';
import { groupNames, withThemesIn } from '../theme/with-themes.ts';
import { ExploreArgs } from './explore.args.ts';
import { ExplorationType, type ExplorationRowType } from './explore.type.ts';
import { questionFor } from './read-question.ts';

function rowType({ cells, ...row }: ExplorationRow, { previousPeriod, nameOf }: { previousPeriod: PeriodType | null; nameOf: (key: string, level: number) => string }): ExplorationRowType {
  return { ...row, names: row.keys.map(nameOf), cells: cells.map(({ change, ...cell }) => ({ ...cell, change: change && previousPeriod ? { ...change, previousPeriod } : null })) };
}

function explorationView(context: Context, { question: input }: ExploreArgs): View<Omit<ExplorationType, 'asOf' | 'version'>> {
  const question = questionFor(context, input);
  const known = knownAttributes(context);
  const { heed } = context;
  return withThemesIn(feedbackView(context, {
    field: 'explore',
    filter: question.filter ?? {},
    args: question,
    metrics: question.metrics,
    readings: showsReadings(question),
    reads: () => spansOf(question, heed.calendar()),
    async compute() {
      const { period, previousPeriod: previous, by, buckets, rows, total, ...rest } = await measureExploration(heed.store, { question, calendar: heed.calendar(), known });
      const previousPeriod = previous && periodType(previous);
      const names = groupNames(context);
      const said = { previousPeriod, nameOf: (key: string, level: number) => names(by[level], key) };
      return {
        ...rest,
        by: by.map(groupingType),
        period: period && periodType(period),
        previousPeriod,
        buckets: buckets.map(periodType),
        rows: rows.map((row) => rowType(row, said)),
        total: rowType(total, said),
      };
    },
  }), question.by ?? []);
}

@Resolver()
export class ExploreResolver {
  @Authorized(...READERS)
  @Query(() => ExplorationType, { complexity: 100, description: "An analyst's question: up to six metrics by up to two groupings, over time, compared. Its answer holds at most 50,000 numbers (rows × buckets × metrics)." })
  explore(@Ctx() context: Context, @Args(() => ExploreArgs) args: ExploreArgs): Promise<ExplorationType> {
    return answered(context, explorationView(context, args).compute);
  }

  @Authorized(...READERS)
  @Subscription(() => ExplorationType, {
    name: 'explore',
    complexity: 100,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: ExploreArgs; context: Context }) => watch(context, () => explorationView(context, args)),
  })
  exploreChanged(@Root() snapshot: ExplorationType, @Args(() => ExploreArgs) _args: ExploreArgs): ExplorationType {
    return snapshot;
  }
}
