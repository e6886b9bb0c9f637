import { WATCHERS } from '@heed/domain';
import { METRICS } from '@heed/measure';
import { Authorized, Ctx, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { MetricType } from './metric.type.ts';

@Resolver(() => MetricType)
export class MetricResolver {
  @Authorized(...WATCHERS)
  @Query(() => [MetricType], { description: 'Every metric with its definition.' })
  metrics(): MetricType[] {
    return Object.values(METRICS);
  }

  @FieldResolver(() => Float, { nullable: true, complexity: 0, description: 'What it should reach, in its unit; null where no target is set.' })
  target(@Root() metric: MetricType, @Ctx() { heed }: Context): number | null {
    return metric.ownTarget === undefined ? heed.definitions.target(metric.id) : metric.ownTarget;
  }
}
