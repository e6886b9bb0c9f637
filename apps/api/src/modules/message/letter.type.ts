import { Field, ObjectType } from 'type-graphql';

@ObjectType('Letter', { simpleResolvers: true, description: 'A letter as the customer would get it.' })
export class LetterType {
  @Field(() => String, { description: 'BCP 47 tag of its language.' })
  language!: string;

  @Field(() => String, { description: 'Its subject.' })
  subject!: string;

  @Field(() => String, { description: 'Its words. The sentence by which the customer can stop letters is added when it is sent.' })
  body!: string;

  @Field(() => String, { nullable: true, description: 'The address to which it would go.' })
  to!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it cannot be sent: anonymous (nobody knows who it is), no_address, or no_consent; null when it can.' })
  problem!: string | null;
}
