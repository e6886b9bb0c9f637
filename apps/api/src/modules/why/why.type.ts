import type { Verdict } from '@heed/measure';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { GroupingType } from '../filter/grouping.type.ts';
import { MetricType } from '../metric/metric.type.ts';
import { ChangeType, EstimateType, PeriodType, VerdictEnum } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';

@ObjectType('WhyGroup', { simpleResolvers: true, description: 'What one group had to do with a change.' })
export class WhyGroupType {
  @Field(() => String, { description: 'The value; empty for feedback without one, and for `other`.' })
  key!: string;

  @Field(() => EstimateType, { description: 'The metric over this group, now.' })
  now!: EstimateType;

  @Field(() => EstimateType, { description: 'The metric over this group, in the period before.' })
  before!: EstimateType;

  @Field(() => Float, { nullable: true, description: "The group's part of all answers, in percent; null when nobody at all answered." })
  share!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same in the period before.' })
  previousShare!: number | null;

  @Field(() => Float, { description: 'What the whole changed because this group is a larger or smaller part of it, in the unit of the metric.' })
  mix!: number;

  @Field(() => Float, { description: 'What the whole changed because this group answered differently.' })
  rate!: number;

  @Field(() => Float, { description: 'mix + rate.' })
  effect!: number;

  @Field(() => VerdictEnum, { description: "What can honestly be said of the group's own change." })
  verdict!: Verdict;
}

@ObjectType('Why', {
  simpleResolvers: true,
  description: 'The change of a metric, split by groups into who answered (mix) and what they said (rate), after Kitagawa (1955). It says where a change happened, not what caused it.',
})
export class WhyType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => GroupingType, { description: 'By what the change is split.' })
  grouping!: GroupingType;

  @Field(() => PeriodType, { description: "The filter's period, resolved." })
  period!: PeriodType;

  @Field(() => PeriodType, { description: 'What it is compared with.' })
  previousPeriod!: PeriodType;

  @Field(() => EstimateType, { description: 'The metric over everything that matched.' })
  now!: EstimateType;

  @Field(() => ChangeType, { description: 'Its change, which is mix + rate.' })
  change!: ChangeType;

  @Field(() => Float, { description: 'Sum over all groups; 0 when nobody answered in one of the periods.' })
  mix!: number;

  @Field(() => Float, { description: 'Sum over all groups; 0 when nobody answered in one of the periods.' })
  rate!: number;

  @Field(() => [WhyGroupType], { description: 'The groups with the largest effects, up or down, largest first.' })
  groups!: WhyGroupType[];

  @Field(() => WhyGroupType, { nullable: true, description: 'All further groups: their answers pooled, their parts summed. Null when there are none.' })
  other!: WhyGroupType | null;

  @Field(() => Int, { description: 'How many groups `other` pools.' })
  otherGroups!: number;
}
