import type { GroupingName } from '@heed/domain';
import { Field, Int, ObjectType } from 'type-graphql';
import { DimensionEnum } from '../filter/filter.input.ts';
import { MetricType } from '../metric/metric.type.ts';
import { ChangeType, EstimateType, PeriodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';

@ObjectType('BreakdownGroup', { simpleResolvers: true, description: 'One value of the dimension.' })
export class BreakdownGroupType {
  @Field(() => String, { description: 'The value; empty for feedback without one.' })
  key!: string;

  @Field(() => String, { description: 'What it is called: a theme by its name, any other value as it is.' })
  name!: string;

  @Field(() => [String], { nullable: true, description: 'The values that the group keeps together, where one alone would be too small a group of employees; null where it is one value.' })
  members?: string[] | null;

  @Field(() => EstimateType, { description: 'The metric over this group.' })
  estimate!: EstimateType;

  @Field(() => ChangeType, { nullable: true, description: 'Against the period before; null without a period.' })
  change!: ChangeType | null;
}

@ObjectType('Breakdown', { simpleResolvers: true, description: 'A metric by the values of a dimension.' })
export class BreakdownType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => PeriodType, { nullable: true, description: "The filter's period, resolved." })
  period!: PeriodType | null;

  @Field(() => DimensionEnum, { description: 'The dimension.' })
  dimension!: GroupingName;

  @Field(() => [BreakdownGroupType], { description: 'The groups with the most answers; what is in no theme follows after the themes.' })
  groups!: BreakdownGroupType[];

  @Field(() => EstimateType, { nullable: true, description: 'All further groups together; null when there are none. What is in several themes counts once.' })
  other!: EstimateType | null;

  @Field(() => Int, { description: 'How many groups `other` pools.' })
  otherGroups!: number;

  @Field(() => EstimateType, { description: 'The metric over everything that matched.' })
  total!: EstimateType;
}
