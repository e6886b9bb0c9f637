import { GRAINS, type Grain } from '@heed/domain';
import { ArgsType, Field, Int, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { MetricArgs } from '../score/score.args.ts';

export const GrainEnum = enumOf<Grain>(GRAINS);
registerEnumType(GrainEnum, { name: 'Grain', description: "Width of a bucket, in the organisation's time zone; weeks start on Monday." });

@ArgsType()
export class TrendArgs extends MetricArgs {
  @Field(() => GrainEnum, { nullable: true, description: 'Width of a bucket; when missing, one that draws the period in about 10 to 60 points.' })
  grain?: Grain | null;

  @Field(() => Int, { nullable: true, description: 'Each point over so many buckets that end with its own, 2 to 400: with the grain DAY, 28 is a rolling window of 28 days.' })
  rolling?: number | null;
}
