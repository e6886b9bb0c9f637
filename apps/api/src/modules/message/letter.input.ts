import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A letter to a customer.' })
export class LetterInput {
  @Field(() => String, { description: 'BCP 47 tag of its language.' })
  language!: string;

  @Field(() => String, { description: 'Its subject.' })
  subject!: string;

  @Field(() => String, { description: 'Its words.' })
  body!: string;

  @Field(() => String, { nullable: true, description: 'The name of the template that it was written from.' })
  template?: string | null;
}
