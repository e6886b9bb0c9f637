import type { MetricId } from '@heed/measure';
import { ArgsType, Field } from 'type-graphql';
import { FeedbackFilterInput, PeriodInput } from '../filter/filter.input.ts';
import { MetricEnum } from '../metric/metric.type.ts';

@ArgsType()
export class FilterArgs {
  @Field(() => FeedbackFilterInput, { nullable: true, description: 'Over which feedback; all of it when missing.' })
  filter?: FeedbackFilterInput | null;
}

@ArgsType()
export class MetricArgs extends FilterArgs {
  @Field(() => MetricEnum, { description: 'Which metric.' })
  metric!: MetricId;
}

@ArgsType()
export class ScoreArgs extends MetricArgs {
  @Field(() => PeriodInput, { nullable: true, description: "What the filter's period is compared with; the period before, of the same length, when missing." })
  compareWith?: PeriodInput | null;
}
