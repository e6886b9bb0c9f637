import type { Grain } from '@heed/domain';
import { ArgsType, Field } from 'type-graphql';
import { MetricArgs } from '../score/score.args.ts';
import { GrainEnum } from '../trend/trend.args.ts';

@ArgsType()
export class CohortsArgs extends MetricArgs {
  @Field(() => String, { description: 'The key of an attribute that holds a date of the customer; `dateAttributes` lists them.' })
  date!: string;

  @Field(() => GrainEnum, { defaultValue: 'month', description: 'Width of a cohort: WEEK, MONTH or QUARTER.' })
  cohort!: Grain;

  @Field(() => GrainEnum, { defaultValue: 'month', description: 'Unit of the time since the date: WEEK, MONTH or QUARTER.' })
  since!: Grain;
}
