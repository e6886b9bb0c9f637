import { WATCHERS } from '@heed/domain';
import { METRICS } from '@heed/measure';
import { Authorized, Query, Resolver } from 'type-graphql';
import { MetricType } from './metric.type.ts';

@Resolver()
export class MetricResolver {
  @Authorized(...WATCHERS)
  @Query(() => [MetricType], { description: 'Every metric with its definition.' })
  metrics(): MetricType[] {
    return Object.values(METRICS);
  }
}
