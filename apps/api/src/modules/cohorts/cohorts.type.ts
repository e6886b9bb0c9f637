import type { Grain } from '@heed/domain';
import { Field, Int, ObjectType } from 'type-graphql';
import { MetricType } from '../metric/metric.type.ts';
import { EstimateType } from '../score/estimate.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { GrainEnum } from '../trend/trend.args.ts';

@ObjectType('CohortCell', { simpleResolvers: true, description: 'What a cohort answered so long after its date.' })
export class CohortCellType {
  @Field(() => Int, { description: "Whole units since the date, in calendar days of the organisation's zone: 0 until the first unit is over. A month is over when the same day of a month comes again." })
  since!: number;

  @Field(() => EstimateType, { description: 'The metric.' })
  estimate!: EstimateType;
}

@ObjectType('Cohort', { simpleResolvers: true, description: 'Customers whose date falls into the same week, month or quarter.' })
export class CohortType {
  @Field(() => String, { description: 'Its first day, yyyy-MM-dd.' })
  start!: string;

  @Field(() => Int, { description: 'Answers that count.' })
  n!: number;

  @Field(() => [CohortCellType], { description: 'From the first unit with feedback to the last; units in between without any have n = 0. None for a cohort without feedback.' })
  cells!: CohortCellType[];
}

@ObjectType('Cohorts', { simpleResolvers: true, description: 'A metric by when customers began, and by how long after that they answered.' })
export class CohortsType extends SnapshotType {
  @Field(() => MetricType, { description: 'The metric and its definition.' })
  metric!: MetricType;

  @Field(() => String, { description: 'The key of the attribute that holds the date.' })
  date!: string;

  @Field(() => GrainEnum, { description: 'Width of a cohort.' })
  cohort!: Grain;

  @Field(() => GrainEnum, { description: 'Unit of the time since the date.' })
  since!: Grain;

  @Field(() => [CohortType], { description: 'Oldest first, from the first with feedback to the last, without gaps.' })
  cohorts!: CohortType[];

  @Field(() => Int, { description: 'Answers whose attribute is missing or holds no date from 1970 to 2100.' })
  undated!: number;

  @Field(() => Int, { description: "Answers from before the customer's own date." })
  beforeStart!: number;
}
