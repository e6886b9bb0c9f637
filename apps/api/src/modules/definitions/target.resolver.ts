import { HeedError, TARGET_SETTERS } from '@heed/domain';
import { METRICS, type MetricId } from '@heed/measure';
import { Arg, Authorized, Ctx, Float, Mutation, Resolver } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import { MetricEnum, MetricType } from '../metric/metric.type.ts';
import { readDefinition } from './read-definition.ts';

@Resolver()
export class TargetResolver {
  @Authorized(...TARGET_SETTERS)
  @Mutation(() => MetricType, { complexity: 20, description: 'Sets what a metric should reach, for the whole organisation.' })
  async setTarget(
    @Ctx() context: Context,
    @Arg('metric', () => MetricEnum, { description: 'Which metric.' }) metric: MetricId,
    @Arg('value', () => Float, { nullable: true, description: 'The target, in the unit of the metric; null takes it away.' }) value: number | null | undefined,
  ): Promise<MetricType> {
    const editor = { caller: callerOf(context) };
    // Taking a target away is said, and not what happens when a value was forgotten.
    if (value === undefined) throw new HeedError('BAD_USER_INPUT', 'value is missing; null takes the target away.');
    if (value === null) await context.heed.definitions.remove('target', metric, editor);
    else await context.heed.definitions.save('target', readDefinition('target', { name: metric, value }), editor);
    return METRICS[metric];
  }
}
