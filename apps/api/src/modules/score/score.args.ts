import type { MetricId } from '@heed/measure';
import { ArgsType, Field } from 'type-graphql';
import { FeedbackFilterInput } from '../filter/filter.input.ts';
import { MetricEnum } from '../metric/metric.type.ts';

@ArgsType()
export class FilterArgs {
  @Field(() => FeedbackFilterInput, { nullable: true, description: 'Over which feedback; all of it when missing.' })
  filter?: FeedbackFilterInput | null;
}

@ArgsType()
export class ScoreArgs extends FilterArgs {
  @Field(() => MetricEnum, { description: 'Which metric.' })
  metric!: MetricId;
}
