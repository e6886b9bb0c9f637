import { ArgsType, Field, Int } from 'type-graphql';
import { GroupingInput } from '../filter/filter.input.ts';
import { MetricArgs } from '../score/score.args.ts';

@ArgsType()
export class DriversArgs extends MetricArgs {
  @Field(() => [GroupingInput], { nullable: true, description: 'Which dimensions and attributes to look at, 1 to 40, THEME among them; when missing, all dimensions, themes and the 30 most frequent attributes with 2 to 200 values that are no dates and no identifiers.' })
  groupings?: GroupingInput[] | null;

  @Field(() => Int, { defaultValue: 20, description: 'How many groups, those with the surest differences; 1 to 200.' })
  first!: number;
}
