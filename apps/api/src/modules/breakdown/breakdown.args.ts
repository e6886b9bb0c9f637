import type { GroupingName } from '@heed/domain';
import { ArgsType, Field, Int } from 'type-graphql';
import { DimensionEnum } from '../filter/filter.input.ts';
import { ScoreArgs } from '../score/score.args.ts';

@ArgsType()
export class BreakdownArgs extends ScoreArgs {
  @Field(() => DimensionEnum, { description: 'By which dimension, or by THEME.' })
  by!: GroupingName;

  @Field(() => Int, { defaultValue: 10, description: 'How many groups, those with the most answers first; 1 to 200. The rest is pooled in `other`.' })
  first!: number;
}
