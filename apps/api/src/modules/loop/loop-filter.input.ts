import type { Band, LoopQueue, LoopStateName, Priority } from '@heed/loops';
import { Field, ID, InputType } from 'type-graphql';
import { ChoiceInput, FeedbackFilterInput, PeriodInput } from '../filter/filter.input.ts';
import { BandEnum, LoopPriorityEnum, LoopQueueEnum, LoopStateEnum } from './loop-enums.ts';

@InputType({ description: 'Which loops: all given conditions hold.' })
export class LoopFilterInput {
  @Field(() => LoopQueueEnum, { nullable: true, description: 'A part of the inbox. When missing, OPEN in lists and ALL elsewhere.' })
  queue?: LoopQueue | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By the department that holds it, or held it last.' })
  department?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By the department that it was opened for.' })
  firstDepartment?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By any department that ever held it.' })
  heldBy?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By the key of the owner; an empty text stands for nobody.' })
  owner?: ChoiceInput | null;

  @Field(() => ID, { nullable: true, description: 'Watched by the person with this key.' })
  watcher?: string | null;

  @Field(() => [LoopPriorityEnum], { nullable: true, description: 'Any of these priorities.' })
  priority?: Priority[] | null;

  @Field(() => [LoopStateEnum], { nullable: true, description: 'Any of these states.' })
  state?: LoopStateName[] | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By the name of the rule that opened it; empty for none.' })
  rule?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By root cause; empty for none yet.' })
  rootCause?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By action; empty for none yet.' })
  action?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By the channel of the feedback that opened it.' })
  channel?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By its product.' })
  product?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By its region.' })
  region?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By its segment.' })
  segment?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By its source.' })
  source?: ChoiceInput | null;

  @Field(() => ChoiceInput, { nullable: true, description: 'By its language.' })
  language?: ChoiceInput | null;

  @Field(() => [BandEnum], { nullable: true, description: 'Any of these bands.' })
  band?: Exclude<Band, ''>[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this customer.' })
  customer?: string | null;

  @Field(() => PeriodInput, { nullable: true, description: 'When it was opened.' })
  opened?: PeriodInput | null;

  @Field(() => PeriodInput, { nullable: true, description: 'When it was closed, the last time.' })
  closed?: PeriodInput | null;

  @Field(() => String, { nullable: true, description: 'Every word must occur in the comment of its feedback, in any case.' })
  text?: string | null;

  @Field(() => FeedbackFilterInput, { nullable: true, description: 'What must hold for the feedback that opened it.' })
  feedback?: FeedbackFilterInput | null;
}
