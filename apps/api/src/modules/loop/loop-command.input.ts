import type { ContactWay, NotToldReason, PossibleCommand, Priority } from '@heed/loops';
import { Field, ID, InputType } from 'type-graphql';
import { LetterInput } from '../message/letter.input.ts';
import { ContactWayEnum, LoopCommandNameEnum, LoopOutcomeEnum, LoopPriorityEnum, NotToldReasonEnum, type LoopOutcome } from './loop-enums.ts';

@InputType({ description: 'What to do to a loop, with what that needs.' })
export class LoopCommandInput {
  @Field(() => LoopCommandNameEnum, { description: 'What to do.' })
  do!: PossibleCommand;

  @Field(() => ID, { nullable: true, description: 'For ASSIGN: the key of a person; nobody when missing.' })
  owner?: string | null;

  @Field(() => LoopPriorityEnum, { nullable: true, description: 'For PRIORITISE.' })
  priority?: Priority | null;

  @Field(() => String, { nullable: true, description: 'For HAND_OVER.' })
  department?: string | null;

  @Field(() => ContactWayEnum, { nullable: true, description: 'For CONTACT and TELL; EMAIL when a letter is sent.' })
  way?: ContactWay | null;

  @Field(() => String, { nullable: true, description: 'What to write down, at most 5,000 characters; NOTE needs one.' })
  note?: string | null;

  @Field(() => LetterInput, { nullable: true, description: 'For CONTACT and TELL: an e-mail that is sent to the customer.' })
  letter?: LetterInput | null;

  @Field(() => String, { nullable: true, description: 'For ACT and RESOLVE.' })
  rootCause?: string | null;

  @Field(() => String, { nullable: true, description: 'For ACT and RESOLVE.' })
  action?: string | null;

  @Field(() => LoopOutcomeEnum, { nullable: true, description: 'For CLOSE.' })
  outcome?: LoopOutcome | null;

  @Field(() => NotToldReasonEnum, { nullable: true, description: 'For CLOSE where the customer was not told.' })
  reason?: NotToldReason | null;

  @Field(() => ID, { nullable: true, description: 'For WATCH: the key of a person; the caller when missing.' })
  person?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'For WATCH: false to stop.' })
  watching?: boolean | null;
}

@InputType({ description: 'A loop that a person opens: about feedback, or about a customer who spoke otherwise.' })
export class OpenLoopInput {
  @Field(() => ID, { nullable: true, description: 'The feedback that it is about.' })
  feedback?: string | null;

  @Field(() => ID, { nullable: true, description: 'The customer, where there is no feedback.' })
  customer?: string | null;

  @Field(() => String, { description: 'Who is to look after it.' })
  department!: string;

  @Field(() => LoopPriorityEnum, { defaultValue: 'normal', description: 'How pressing it is.' })
  priority!: Priority;

  @Field(() => ID, { nullable: true, description: 'The key of the person who owns it; nobody when missing.' })
  owner?: string | null;

  @Field(() => String, { nullable: true, description: 'What to write down.' })
  note?: string | null;
}
