import { ArgsType, Field, Int } from 'type-graphql';
import { GroupingInput } from '../filter/filter.input.ts';
import { ScoreArgs } from '../score/score.args.ts';

@ArgsType()
export class WhyArgs extends ScoreArgs {
  @Field(() => GroupingInput, { description: 'By what the change is split.' })
  by!: GroupingInput;

  @Field(() => Int, { defaultValue: 8, description: 'How many groups, those with the largest effects; 1 to 200. The rest is pooled in `other`.' })
  first!: number;
}
