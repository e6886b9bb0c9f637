import type { ScoreResult } from '@heed/measure';
import { Field, ObjectType } from 'type-graphql';
import { MetricType } from '../metric/metric.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { ChangeType, EstimateType, PeriodType, periodType } from './estimate.type.ts';
import { TargetType, targetType } from './target.type.ts';

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

  @Field(() => TargetType, { nullable: true, description: 'What it should reach; null where no target is set.' })
  target!: TargetType | null;
}

/** A score beside its target, as GraphQL shows it. */
export function scoreType({ period, change, ...rest }: ScoreResult, target: number | null): Omit<ScoreType, 'asOf' | 'version'> {
  return {
    ...rest,
    period: period && periodType(period),
    change: change && { ...change, previousPeriod: periodType(change.previousPeriod) },
    target: targetType(target, rest),
  };
}
