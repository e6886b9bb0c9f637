import { Field, ObjectType } from 'type-graphql';
import { MetricType } from '../metric/metric.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { ChangeType, EstimateType, PeriodType } from './estimate.type.ts';

@ObjectType('Score', { simpleResolvers: true, description: 'One metric over one filter.' })
export class ScoreType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => PeriodType, { nullable: true, description: "The filter's period, resolved." })
  period!: PeriodType | null;

  @Field(() => EstimateType, { description: 'The value.' })
  estimate!: EstimateType;

  @Field(() => ChangeType, { nullable: true, description: 'Against the period before; null without a period.' })
  change!: ChangeType | null;
}
