import { DEFINERS, READERS } from '@heed/domain';
import { Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { scopedFilter, type Context } from '../../graphql/context.ts';
import { answered } from '../../live/watched.ts';
import { readFilter } from '../filter/read-filter.ts';
import { FilterArgs } from '../score/score.args.ts';
import { ScoreType, scoreType } from '../score/score.type.ts';
import { NameArgs, SaveMetricArgs } from './definition.args.ts';
import { DEFINITION_TYPES, SavedMetricType } from './definition.type.ts';
import { remove, save } from './listed.ts';

/** A list of unknown length is reckoned to have so many entries. */
const USUAL_LENGTH = 50;

@Resolver(() => SavedMetricType)
export class SavedMetricResolver {
  @Authorized(...READERS)
  @Query(() => [SavedMetricType], {
    complexity: ({ childComplexity }: { childComplexity: number }) => 10 + USUAL_LENGTH * childComplexity,
    description: 'The saved metrics, by name.',
  })
  savedMetrics(@Ctx() { heed }: Context): SavedMetricType[] {
    return heed.definitions.list('metric').map(DEFINITION_TYPES.metric);
  }

  @FieldResolver(() => ScoreType, { complexity: 20, description: 'The metric over the feedback that matches both its own filter and this one.' })
  score(@Root() { metric, filter: own, target, minimumSample }: SavedMetricType, @Ctx() context: Context, @Args(() => FilterArgs) { filter: input }: FilterArgs): Promise<ScoreType> {
    const { period, saved, ...asked } = readFilter(input);
    const filter = scopedFilter(context, { period, saved, and: [own, asked] });
    return answered(context, async () => {
      const score = await context.scores.load({ metric: metric.id, filter, minimumSample });
      return { ...scoreType(score, target), metric };
    });
  }

  @Authorized(...DEFINERS)
  @Mutation(() => SavedMetricType, { complexity: 20, description: 'Saves a metric over a part of the feedback under a name.' })
  async saveMetric(@Ctx() context: Context, @Args(() => SaveMetricArgs) args: SaveMetricArgs): Promise<SavedMetricType> {
    return DEFINITION_TYPES.metric(await save(context, { kind: 'metric', args }));
  }

  @Authorized(...DEFINERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a saved metric; false when there is none.' })
  removeMetric(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'metric', args });
  }
}
