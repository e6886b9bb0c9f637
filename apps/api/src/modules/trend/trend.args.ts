import { GRAINS, type Grain } from '@heed/domain';
import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { ScoreArgs } from '../score/score.args.ts';

export const GrainEnum: Record<string, Grain> = Object.fromEntries(GRAINS.map((grain) => [grain.toUpperCase(), grain]));
registerEnumType(GrainEnum, { name: 'Grain', description: "Width of a bucket, in the organisation's time zone; weeks start on Monday." });

@ArgsType()
export class TrendArgs extends ScoreArgs {
  @Field(() => GrainEnum, { nullable: true, description: 'Width of a bucket; when missing, one that draws the period in about 10 to 60 points.' })
  grain?: Grain | null;
}
