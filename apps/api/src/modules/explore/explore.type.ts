import type { Grain } from '@heed/domain';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { GroupingType } from '../filter/grouping.type.ts';
import { MetricType } from '../metric/metric.type.ts';
import { ChangeType, EstimateType, PeriodType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { GrainEnum } from '../trend/trend.args.ts';

@ObjectType('ExplorationCell', { simpleResolvers: true, description: 'One metric of one row: over the whole period, and with a grain as columns, one entry a bucket.' })
export class ExplorationCellType {
  @Field(() => EstimateType, { description: 'Over the whole period.' })
  estimate!: EstimateType;

  @Field(() => ChangeType, { nullable: true, description: 'Against the period that is compared with; null when nothing is compared.' })
  change!: ChangeType | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: 'Value of each bucket, with `rolling` over the window that ends with it; null where nobody answered. Null without a grain, as all columns.' })
  value!: (number | null)[] | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: 'Lower end of the 95 % interval.' })
  low!: (number | null)[] | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: 'Upper end of the 95 % interval.' })
  high!: (number | null)[] | null;

  @Field(() => [Int], { nullable: true, description: 'Answers that count.' })
  n!: number[] | null;
}

@ObjectType('ExplorationRow', { simpleResolvers: true, description: 'A group, what is pooled after the first groups, or everything.' })
export class ExplorationRowType {
  @Field(() => [String], { description: 'The value of each grouping; empty for feedback without one, and where `pooled` says that values are pooled.' })
  keys!: string[];

  @Field(() => [String], { description: 'What each key is called: a theme by its name, any other value as it is.' })
  names!: string[];

  @Field(() => [Int], { description: 'For each grouping how many values are pooled in this row, by counting what is in any of them once; 0 where its key names one.' })
  pooled!: number[];

  @Field(() => [ExplorationCellType], { description: 'In the order of the metrics.' })
  cells!: ExplorationCellType[];
}

@ObjectType('Exploration', { simpleResolvers: true, description: "The answer to an analyst's question." })
export class ExplorationType extends SnapshotType {
  @Field(() => [MetricType], { description: 'The metrics and their definitions.' })
  metrics!: MetricType[];

  @Field(() => [GroupingType], { description: 'The groupings.' })
  by!: GroupingType[];

  @Field(() => GrainEnum, { nullable: true, description: 'Width of a bucket; null when the question is not over time.' })
  grain!: Grain | null;

  @Field(() => Int, { nullable: true, description: 'How many buckets each point is over; null for its own alone.' })
  rolling!: number | null;

  @Field(() => PeriodType, { nullable: true, description: "The filter's period, resolved; null for all time." })
  period!: PeriodType | null;

  @Field(() => PeriodType, { nullable: true, description: 'What the changes are against; null when nothing is compared.' })
  previousPeriod!: PeriodType | null;

  @Field(() => [PeriodType], { description: 'The buckets in order, empty ones included; none without a grain.' })
  buckets!: PeriodType[];

  @Field(() => [ExplorationRowType], {
    description: 'One a group, those with the most answers of the first metric first and the pooled rest last in its level; a single one without groupings. Groups without feedback in the period do not appear. Themes overlap: their groups do not add up, and what is in no theme follows after them.',
  })
  rows!: ExplorationRowType[];

  @Field(() => ExplorationRowType, { description: 'Everything that matched, counted by itself and no sum of the rows; its `pooled` says how many values each grouping has.' })
  total!: ExplorationRowType;
}
