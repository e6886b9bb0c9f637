import type { Priority } from '@heed/loops';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { FilterConditionInput } from '../filter/filter.input.ts';
import { LoopPriorityEnum } from '../loop/loop-enums.ts';

export const OwnerChoiceEnum = enumOf(['nobody', 'person', 'round_robin', 'attribute']);
registerEnumType(OwnerChoiceEnum, {
  name: 'OwnerChoiceBy',
  description: 'How the owner of a new loop is found.',
  valuesConfig: {
    NOBODY: { description: 'Nobody owns it at first.' },
    PERSON: { description: 'Always the same person.' },
    ROUND_ROBIN: { description: 'The people of the department in turn.' },
    ATTRIBUTE: { description: 'Whose key, name or e-mail address stands in an attribute of the feedback.' },
  },
});

@InputType({ description: 'Who gets a loop that a rule opens.' })
class OwnerChoiceInput {
  @Field(() => OwnerChoiceEnum, { description: 'How the owner is found.' })
  by!: string;

  @Field(() => ID, { nullable: true, description: 'For PERSON: the key.' })
  person?: string | null;

  @Field(() => String, { nullable: true, description: 'For ATTRIBUTE: in which attribute of the feedback the person stands.' })
  attribute?: string | null;
}

@InputType({ description: 'When feedback opens a loop, and what happens to it.' })
export class RuleInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'Rules are asked in this order, then by name.' })
  order!: number;

  @Field(() => Boolean, { defaultValue: true, description: 'False while it rests.' })
  enabled!: boolean;

  @Field(() => FilterConditionInput, { description: 'What must hold for the feedback; at least one condition.' })
  when!: FilterConditionInput;

  @Field(() => Int, { nullable: true, description: 'Besides, the customer gave other such feedback within so many days before.' })
  repeatedWithinDays?: number | null;

  @Field(() => String, { description: 'Who is to look after it.' })
  department!: string;

  @Field(() => String, { nullable: true, description: 'Where this attribute of the feedback names a department, that one instead.' })
  departmentFromAttribute?: string | null;

  @Field(() => LoopPriorityEnum, { description: 'How pressing it is.' })
  priority!: Priority;

  @Field(() => OwnerChoiceInput, { description: 'Who gets it.' })
  owner!: OwnerChoiceInput;

  @Field(() => [ID], { defaultValue: [], description: 'Keys of people who watch it.' })
  watchers!: string[];

  @Field(() => Boolean, { defaultValue: true, description: 'Looks at no further rule once this one opened a loop.' })
  last!: boolean;
}
