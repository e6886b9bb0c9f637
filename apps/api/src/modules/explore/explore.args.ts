import type { Grain } from '@heed/domain';
import type { MetricId } from '@heed/measure';
import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { FeedbackFilterInput, GroupingInput, PeriodInput } from '../filter/filter.input.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { GrainEnum } from '../trend/trend.args.ts';

@InputType({ description: 'What an analyst asks: metrics, by none, one or two groupings, over time or not, of one filter.' })
export class ExplorationInput {
  @Field(() => [MetricEnum], { description: 'One to six metrics of customers, side by side; the first one decides which groups come first.' })
  metrics!: MetricId[];

  @Field(() => [GroupingInput], { nullable: true, description: 'At most two different groupings, the second within the first.' })
  by?: GroupingInput[] | null;

  @Field(() => GrainEnum, { nullable: true, description: 'Over time, in buckets of this width; the filter then needs a period.' })
  grain?: Grain | null;

  @Field(() => Int, { nullable: true, description: 'With a grain: each point over this many buckets that end with its own, 2 to 400. Counts are added up, also of buckets before the period; values are never averaged.' })
  rolling?: number | null;

  @Field(() => FeedbackFilterInput, { nullable: true, description: 'Over which feedback; all of it when missing. A range of csat needs csatScale.' })
  filter?: FeedbackFilterInput | null;

  @Field(() => Boolean, { nullable: true, description: 'With changes against the period before, or compareWith; the filter then needs a period.' })
  compare?: boolean | null;

  @Field(() => PeriodInput, { nullable: true, description: "What the filter's period is compared with; the period before, of the same length, when missing." })
  compareWith?: PeriodInput | null;

  @Field(() => Int, { nullable: true, description: 'How many groups of the first grouping, 1 to 200; 12 when missing. The rest is pooled.' })
  first?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many groups of the second grouping within each of the first, 1 to 200; 8 when missing. The rest is pooled.' })
  firstWithin?: number | null;
}

@ArgsType()
export class ExploreArgs {
  @Field(() => ExplorationInput, { description: 'The question.' })
  question!: ExplorationInput;
}
