import type { Grain } from '@heed/domain';
import { Field, Float, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { MetricType } from '../metric/metric.type.ts';
import { PeriodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { GrainEnum } from './trend.args.ts';

@ObjectType('Trend', {
  simpleResolvers: true,
  description: 'A metric over time, as columns of equal length, one entry a bucket. Empty buckets are present with n = 0 and value null.',
})
export class TrendType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => PeriodType, { description: "The filter's period, resolved." })
  period!: PeriodType;

  @Field(() => GrainEnum, { description: 'Width of a bucket.' })
  grain!: Grain;

  @Field(() => Int, { nullable: true, description: 'Each point stands for so many buckets that end with its own; null for the bucket alone.' })
  rolling!: number | null;

  @Field(() => [GraphQLISODateTime], { description: 'Start of each bucket, included.' })
  from!: Date[];

  @Field(() => [GraphQLISODateTime], { description: 'End of each bucket, not included.' })
  to!: Date[];

  @Field(() => [Float], { nullable: 'items', description: 'Value of each bucket; null where nobody answered.' })
  value!: (number | null)[];

  @Field(() => [Float], { nullable: 'items', description: 'Lower end of the 95 % interval.' })
  low!: (number | null)[];

  @Field(() => [Float], { nullable: 'items', description: 'Upper end of the 95 % interval.' })
  high!: (number | null)[];

  @Field(() => [Int], { description: 'Answers that count.' })
  n!: number[];

  @Field(() => [Int], { description: 'Feedback that matched but carries no valid score of this kind.' })
  excluded!: number[];

  @Field(() => [Int], { description: 'All feedback that matched: n + excluded.' })
  matched!: number[];
}
