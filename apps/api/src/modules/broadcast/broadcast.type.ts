import type { BroadcastState } from '@heed/loops';
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { LoopFilterInput } from '../loop/loop-filter.input.ts';
import { LoopPersonType } from '../loop/loop-person.type.ts';
import { LetterInput } from '../message/letter.input.ts';
import { LetterType } from '../message/letter.type.ts';

const BroadcastStateEnum = enumOf<BroadcastState>(['running', 'paused', 'done']);
registerEnumType(BroadcastStateEnum, {
  name: 'BroadcastState',
  description: 'How a broadcast stands.',
  valuesConfig: {
    RUNNING: { description: 'Letters go out.' },
    PAUSED: { description: 'No further letters go out until it is resumed.' },
    DONE: { description: 'Nothing is left to do.' },
  },
});

@ObjectType('BroadcastReason', { simpleResolvers: true, description: 'Why some in the audience got no letter.' })
export class BroadcastReasonType {
  @Field(() => String, { description: 'In a word: anonymous, no_address, no_consent, already_closed, or what the mail server answered, such as smtp_550.' })
  reason!: string;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType('Broadcast', { simpleResolvers: true, description: '"You asked, we did": one letter to everyone behind the same cause. recipients = sent + failed + refused + uncertain + waiting.' })
export class BroadcastType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What it is about.' })
  name!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was started.' })
  createdAt!: Date;

  @Field(() => LoopPersonType, { nullable: true, description: 'Who started it, where that is known.' })
  startedBy!: LoopPersonType | null;

  @Field(() => BroadcastStateEnum, { description: 'Whether it goes on.' })
  state!: BroadcastState;

  @Field(() => Boolean, { description: 'The loops are resolved, told and closed with it; otherwise they are told only.' })
  closeLoops!: boolean;

  @Field(() => String, { description: 'Root cause of loops that have none of their own.' })
  rootCause!: string;

  @Field(() => String, { description: 'What was done, in loops that do not say so themselves.' })
  action!: string;

  @Field(() => [LetterType], { description: 'Its words, one text a language, before names are filled in.' })
  texts!: LetterType[];

  @Field(() => Int, { description: 'Loops in its audience, which was frozen when it started.' })
  loops!: number;

  @Field(() => Int, { description: 'Customers in its audience, and loops of nobody.' })
  recipients!: number;

  @Field(() => Int, { description: 'The mail server took their letter.' })
  sent!: number;

  @Field(() => Int, { description: 'Their letter could not be delivered. Their loops are still open.' })
  failed!: number;

  @Field(() => Int, { description: 'They cannot be written to, or had no open loop any more when it was their turn.' })
  refused!: number;

  @Field(() => Int, { description: 'Their letter may have arrived or not.' })
  uncertain!: number;

  @Field(() => Int, { description: 'Still to come.' })
  waiting!: number;

  @Field(() => [BroadcastReasonType], { description: 'Why letters failed or were refused, the most frequent first.' })
  reasons!: BroadcastReasonType[];
}

@ObjectType('BroadcastLanguage', { simpleResolvers: true, description: 'A language of an audience.' })
export class BroadcastLanguageType {
  @Field(() => String, { description: 'BCP 47 tag; empty where it is not known.' })
  language!: string;

  @Field(() => Int, { description: 'Customers who would get a letter.' })
  count!: number;

  @Field(() => Boolean, { description: 'There is a text in it; the others get the first one.' })
  covered!: boolean;
}

@ObjectType('BroadcastPreview', { simpleResolvers: true, description: 'Whom a broadcast would reach as of now.' })
export class BroadcastPreviewType {
  @Field(() => Int, { description: 'Open loops whose customer has not been told.' })
  loops!: number;

  @Field(() => Int, { description: 'Customers who would get a letter, one each.' })
  recipients!: number;

  @Field(() => Int, { description: 'Customers without an address that can be written to.' })
  withoutAddress!: number;

  @Field(() => Int, { description: 'Customers who did not agree to be written to.' })
  withoutConsent!: number;

  @Field(() => Int, { description: 'Loops of nobody.' })
  anonymous!: number;

  @Field(() => [BroadcastLanguageType], { description: 'Languages of those who would get a letter, the most frequent first.' })
  languages!: BroadcastLanguageType[];

  @Field(() => [LetterType], { description: 'What some of them would get, at most one a text.' })
  examples!: LetterType[];
}

@InputType({ description: 'A letter to everyone behind the same cause.' })
export class BroadcastInput {
  @Field(() => String, { description: 'What it is about, 1 to 100 characters.' })
  name!: string;

  @Field(() => LoopFilterInput, { description: 'Whose loops; those that are open and whose customer has not been told.' })
  audience!: LoopFilterInput;

  @Field(() => [LetterInput], { description: 'One text a language. Each customer gets the one in the language of their newest loop, else the first. Variables are those of templates.' })
  texts!: LetterInput[];

  @Field(() => Boolean, { defaultValue: true, description: 'Resolve, tell and close the loops; otherwise they are told only.' })
  closeLoops!: boolean;

  @Field(() => String, { nullable: true, description: 'Root cause for loops that have none. Needed to close.' })
  rootCause?: string | null;

  @Field(() => String, { nullable: true, description: 'What was done, for loops that do not say so. Needed to close.' })
  action?: string | null;
}
