import type { OwnerChoice, Priority, Purpose } from '@heed/loops';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Stored } from '../../definitions/state.ts';
import { LoopPriorityEnum } from '../loop/loop-enums.ts';
import { MessagePurposeEnum } from '../message/message.type.ts';
import { OwnerChoiceEnum } from '../rule-preview/rule.input.ts';

/** What every setting carries. */
@ObjectType({ simpleResolvers: true })
abstract class SettingType {
  @Field(() => String, { description: 'Its name, unique among its kind whatever the case.' })
  name!: string;

  @Field(() => Int, { description: 'Hand it in with a change of your own, and a change by somebody else in between becomes a CONFLICT.' })
  version!: number;
}

@ObjectType('Person', { simpleResolvers: true, description: 'Somebody who works loops.' })
export class PersonType extends SettingType {
  @Field(() => ID, { description: 'Stays when the name changes; stands in the history of loops.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address, empty when unknown; for agents, leads and administrators, null for others.' })
  email!: string | null;

  @Field(() => [String], { description: 'Departments whose loops the person takes.' })
  departments!: string[];

  @Field(() => String, { description: 'BCP 47 tag of the language in which Heed writes to the person.' })
  language!: string;

  @Field(() => Boolean, { description: 'False for who has left or is away: gets nothing new.' })
  available!: boolean;
}

@ObjectType('OwnerChoice', { simpleResolvers: true, description: 'Who gets a loop that a rule opens.' })
class OwnerChoiceType {
  @Field(() => OwnerChoiceEnum, { description: 'How the owner is found.' })
  by!: OwnerChoice['by'];

  @Field(() => ID, { nullable: true, description: 'For PERSON: the key.' })
  person!: string | null;

  @Field(() => String, { nullable: true, description: 'For ATTRIBUTE: in which attribute of the feedback the person stands.' })
  attribute!: string | null;
}

@ObjectType('Rule', { simpleResolvers: true, description: 'When feedback opens a loop, and what happens to it.' })
export class RuleType extends SettingType {
  @Field(() => Int, { description: 'Rules are asked in this order, then by name.' })
  order!: number;

  @Field(() => Boolean, { description: 'False while it rests.' })
  enabled!: boolean;

  @Field(() => GraphQLJSONObject, { description: "What must hold for the feedback, in the program's own spelling; as FilterConditionInput takes it." })
  when!: object;

  @Field(() => Int, { nullable: true, description: 'Besides, the customer gave other such feedback within so many days before.' })
  repeatedWithinDays!: number | null;

  @Field(() => String, { description: 'Who is to look after it.' })
  department!: string;

  @Field(() => String, { nullable: true, description: 'Where this attribute of the feedback names a department, that one instead.' })
  departmentFromAttribute!: string | null;

  @Field(() => LoopPriorityEnum, { description: 'How pressing it is.' })
  priority!: Priority;

  @Field(() => OwnerChoiceType, { description: 'Who gets it.' })
  owner!: OwnerChoiceType;

  @Field(() => [ID], { description: 'Keys of people who watch it.' })
  watchers!: string[];

  @Field(() => Boolean, { description: 'Looks at no further rule once this one opened a loop.' })
  last!: boolean;
}

@ObjectType('RootCause', { simpleResolvers: true, description: 'Why something happened; chosen when a loop is resolved.' })
export class RootCauseType extends SettingType {
  @Field(() => Boolean, { description: 'Not offered any more; stays on the loops that have it.' })
  retired!: boolean;
}

@ObjectType('LoopAction', { simpleResolvers: true, description: 'What was done about it; chosen when a loop is resolved.' })
export class LoopActionType extends SettingType {
  @Field(() => Boolean, { description: 'Not offered any more; stays on the loops that have it.' })
  retired!: boolean;
}

@ObjectType('TemplateText', { simpleResolvers: true, description: 'A message in one language.' })
@InputType('TemplateTextInput', { description: 'A message in one language. Variables are written {{customer.name}}.' })
export class TemplateTextType {
  @Field(() => String, { description: 'BCP 47 tag.' })
  language!: string;

  @Field(() => String, { description: 'Its subject, 1 to 200 characters.' })
  subject!: string;

  @Field(() => String, { description: 'Its words, 1 to 10000 characters.' })
  body!: string;
}

@ObjectType('Template', { simpleResolvers: true, description: 'A message to customers in one or several languages.' })
export class TemplateType extends SettingType {
  @Field(() => MessagePurposeEnum, { description: 'What it is for.' })
  purpose!: Purpose;

  @Field(() => [TemplateTextType], { description: 'At least one; another language gets its base language, then the first.' })
  texts!: TemplateTextType[];
}

@ObjectType('Reask', { simpleResolvers: true, description: 'How customers are asked again after a loop has closed.' })
export class ReaskType {
  @Field(() => Int, { description: 'Hand it in with a change of your own, and a change by somebody else in between becomes a CONFLICT; 0 while nobody decided.' })
  version!: number;

  @Field(() => Boolean, { description: 'Whether they are.' })
  enabled!: boolean;

  @Field(() => Float, { description: 'So many milliseconds after the close.' })
  afterMs!: number;

  @Field(() => String, { description: 'Name of a template for REASK; empty for none.' })
  template!: string;
}

/** Settings as GraphQL shows them. */
export const SETTING_TYPES = {
  person: ({ definition: { email, ...rest }, version }: Stored<'person'>, { personal }: { personal: boolean }): PersonType => ({ ...rest, email: personal ? email : null, version }),
  rule: ({ definition: { owner, ...rest }, version }: Stored<'rule'>): RuleType => ({ ...rest, owner: { person: null, attribute: null, ...owner }, version }),
  rootCause: ({ definition, version }: Stored<'root_cause'>): RootCauseType => ({ ...definition, version }),
  action: ({ definition, version }: Stored<'action'>): LoopActionType => ({ ...definition, version }),
  template: ({ definition: { texts, ...rest }, version }: Stored<'template'>): TemplateType => ({ ...rest, texts: Object.entries(texts).map(([language, text]) => ({ language, ...text })), version }),
} as const;
