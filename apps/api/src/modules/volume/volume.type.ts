import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { MetricType } from '../metric/metric.type.ts';
import { SnapshotType } from '../snapshot.type.ts';

@ObjectType('MetricVolume', { simpleResolvers: true, description: 'How many answers a metric has.' })
export class MetricVolumeType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => Int, { description: 'Answers that count.' })
  n!: number;
}

@ObjectType('Volume', { simpleResolvers: true, description: 'How much feedback there is, and which metrics it answers.' })
export class VolumeType extends SnapshotType {
  @Field(() => Int, { description: 'Feedback that matches the filter.' })
  matched!: number;

  @Field(() => Int, { description: 'Those with a comment.' })
  comments!: number;

  @Field(() => [MetricVolumeType], { description: 'Answers of every metric, in the order of the registry.' })
  metrics!: MetricVolumeType[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the earliest of them occurred; null when there are none.' })
  earliest!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the latest of them occurred; null when there are none.' })
  latest!: Date | null;
}
