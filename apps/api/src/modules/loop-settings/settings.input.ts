import type { Purpose } from '@heed/loops';
import { Field, Float, ID, InputType } from 'type-graphql';
import { MessagePurposeEnum } from '../message/message.type.ts';
import { TemplateTextType } from './settings.type.ts';

@InputType({ description: 'Somebody who works loops.' })
export class PersonInput {
  @Field(() => ID, { description: 'Stays when the name changes: 1 to 80 letters from a to z, digits, dots, hyphens or underscores.' })
  key!: string;

  @Field(() => String, { description: 'The name; no two people have the same.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'E-mail address; whoever has none is not written to.' })
  email!: string;

  @Field(() => [String], { defaultValue: [], description: 'Departments whose loops the person takes.' })
  departments!: string[];

  @Field(() => String, { defaultValue: 'en', description: 'BCP 47 tag of the language in which Heed writes to the person.' })
  language!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False for who has left or is away: gets nothing new.' })
  available!: boolean;
}

/** What lists of causes and of actions are made of. */
@InputType()
abstract class ChoosableInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Not offered any more; stays on the loops that have it.' })
  retired!: boolean;
}

@InputType({ description: 'Why something happened.' })
export class RootCauseInput extends ChoosableInput {}

@InputType({ description: 'What was done about it.' })
export class LoopActionInput extends ChoosableInput {}

@InputType({ description: 'A message to customers in one or several languages.' })
export class TemplateInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => MessagePurposeEnum, { description: 'What it is for.' })
  purpose!: Purpose;

  @Field(() => [TemplateTextType], { description: 'At least one, each language once.' })
  texts!: TemplateTextType[];
}

@InputType({ description: 'How customers are asked again after a loop has closed.' })
export class ReaskInput {
  @Field(() => Boolean, { description: 'Whether they are.' })
  enabled!: boolean;

  @Field(() => Float, { nullable: true, description: 'So many milliseconds after the close; three days when missing.' })
  afterMs?: number | null;

  @Field(() => String, { defaultValue: '', description: 'Name of a template for REASK; needed where customers are asked.' })
  template!: string;
}
