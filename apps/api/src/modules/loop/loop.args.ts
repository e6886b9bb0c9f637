import type { LoopSort } from '@heed/loops';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { LoopCommandInput, OpenLoopInput } from './loop-command.input.ts';
import { LoopSortEnum } from './loop-enums.ts';
import { LoopFilterInput } from './loop-filter.input.ts';

@ArgsType()
export class LoopFilterArgs {
  @Field(() => LoopFilterInput, { nullable: true, description: 'Which loops; all that the caller may see when missing.' })
  filter?: LoopFilterInput | null;
}

@ArgsType()
export class LoopsArgs {
  @Field(() => LoopFilterInput, { nullable: true, description: 'Which loops; the open ones when missing.' })
  filter?: LoopFilterInput | null;

  @Field(() => LoopSortEnum, { defaultValue: 'due', description: 'In which order.' })
  sort!: LoopSort;

  @Field(() => Int, { defaultValue: 50, description: 'How many, 1 to 200.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor after which the page begins.' })
  after?: string | null;
}

@ArgsType()
export class LoopArgs {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

const AS = { nullable: true, description: 'The key of the person who acts, for callers at this machine and administrators whose token names nobody.' };

@ArgsType()
export class LoopCountsArgs extends LoopFilterArgs {
  @Field(() => ID, AS)
  as?: string | null;
}

@ArgsType()
export class CommandLoopArgs {
  @Field(() => ID, { description: 'Which loop.' })
  id!: string;

  @Field(() => LoopCommandInput, { description: 'What to do.' })
  command!: LoopCommandInput;

  @Field(() => Int, { nullable: true, description: 'The version that the decision was made on: when the loop has another by now, it is a CONFLICT.' })
  expected?: number | null;

  @Field(() => ID, AS)
  as?: string | null;
}

@ArgsType()
export class CommandLoopsArgs {
  @Field(() => [ID], { description: 'Which loops, at most 200.' })
  ids!: string[];

  @Field(() => LoopCommandInput, { description: 'What to do to each of them.' })
  command!: LoopCommandInput;

  @Field(() => ID, AS)
  as?: string | null;
}

@ArgsType()
export class MergeLoopsArgs {
  @Field(() => ID, { description: 'The loop that ends.' })
  id!: string;

  @Field(() => ID, { description: 'The loop that lives on.' })
  into!: string;

  @Field(() => ID, AS)
  as?: string | null;
}

@ArgsType()
export class OpenLoopArgs {
  @Field(() => OpenLoopInput, { description: 'What it is about.' })
  input!: OpenLoopInput;

  @Field(() => ID, AS)
  as?: string | null;
}
