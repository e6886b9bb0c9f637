import { Field, Float, Int, ObjectType } from 'type-graphql';
import { GroupingType } from '../filter/grouping.type.ts';
import { MetricType } from '../metric/metric.type.ts';
import { EstimateType, PeriodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';

@ObjectType('DriverGrouping', { simpleResolvers: true, description: 'How strongly a dimension or attribute separates good answers from bad ones, among the feedback that carries a value of it.' })
export class DriverGroupingType {
  @Field(() => GroupingType, { description: 'The dimension or attribute.' })
  grouping!: GroupingType;

  @Field(() => Float, { description: "Cramér's V, corrected for bias (Bergsma 2013), between its groups and the good, neutral and bad answers: 0 nothing, 1 everything." })
  effect!: number;

  @Field(() => Float, { description: 'Lower end of the 95 % interval of the effect.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval of the effect.' })
  high!: number;

  @Field(() => Float, { description: 'p of the chi-square test, adjusted for the number of groupings (Benjamini and Hochberg); 0 when it is below 1e-13.' })
  adjustedP!: number;

  @Field(() => Boolean, { description: 'True when adjustedP is at most 0.05.' })
  clear!: boolean;

  @Field(() => Int, { description: 'Values with enough answers to be compared; smaller ones count as one group together.' })
  groups!: number;

  @Field(() => Int, { description: 'Answers that were compared.' })
  n!: number;
}

@ObjectType('DriverGroup', { simpleResolvers: true, description: 'A group beside all others of its dimension or attribute.' })
export class DriverGroupType {
  @Field(() => GroupingType, { description: 'The dimension or attribute.' })
  grouping!: GroupingType;

  @Field(() => String, { description: 'The value.' })
  key!: string;

  @Field(() => String, { description: 'What it is called: a theme by its name, any other value as it is.' })
  name!: string;

  @Field(() => EstimateType, { description: 'The metric over this group.' })
  estimate!: EstimateType;

  @Field(() => EstimateType, { description: 'The metric over the feedback with any other value; feedback without one is left out. Of a theme, over the comments that were read and do not mention it.' })
  rest!: EstimateType;

  @Field(() => Float, { description: "The group's value minus that of the rest, in the unit of the metric." })
  difference!: number;

  @Field(() => Float, { description: 'Lower end of the 95 % interval of the difference.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end of the 95 % interval of the difference.' })
  high!: number;

  @Field(() => Float, { description: 'Two-sided p, adjusted for the number of groups tested (Benjamini and Hochberg); 0 when it is below 1e-13.' })
  adjustedP!: number;

  @Field(() => Boolean, { description: 'True when adjustedP is at most 0.05: of all that is called clear, about one in twenty may be chance.' })
  clear!: boolean;
}

@ObjectType('Drivers', { simpleResolvers: true, description: 'What separates good answers from bad ones. What goes together need not be a cause.' })
export class DriversType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => PeriodType, { nullable: true, description: "The filter's period, resolved." })
  period!: PeriodType | null;

  @Field(() => Int, { description: 'Groups that were compared with the rest of their dimension or attribute.' })
  tested!: number;

  @Field(() => Int, { description: 'Groups that were not: they or the rest have too few answers, or they are beyond the 200 largest.' })
  tooSmall!: number;

  @Field(() => [DriverGroupingType], { description: 'Dimensions and attributes with two groups or more to compare, the surest effect first. Themes are not among them: they overlap.' })
  groupings!: DriverGroupingType[];

  @Field(() => [DriverGroupType], { description: 'The groups with the surest differences: by the end of the interval that is nearer to 0.' })
  groups!: DriverGroupType[];
}
