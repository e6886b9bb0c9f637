import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

@InputType({ description: 'Who gave the feedback; kept apart from it.' })
export class CustomerInput {
  @Field(() => String, { nullable: true, description: "The sender's customer id." })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'The name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The e-mail address.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The telephone number.' })
  phone?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the customer may be written to; leave it out where nobody asked. What was said last counts.' })
  consent?: boolean | null;
}

@InputType({ description: 'One attribute.' })
export class AttributeInput {
  @Field(() => String, { description: 'Its name, at most 100 characters.' })
  key!: string;

  @Field(() => String, { description: 'Its value, at most 1,000 characters.' })
  value!: string;
}

@InputType({ description: 'One submission by one person, with every score that it carries. At least one score or a comment is needed.' })
export class FeedbackInput {
  @Field(() => String, { description: 'Where it came from, stable for one stream, for example survey:post-purchase.' })
  source!: string;

  @Field(() => String, { nullable: true, description: "The sender's identifier: the same (source, externalId) counts once, however often it is sent." })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'When the customer answered: ISO 8601 with an offset. When missing, the moment of the first receipt.' })
  occurredAt?: string | null;

  @Field(() => String, { nullable: true, description: 'The department that it is about.' })
  department?: string | null;

  @Field(() => String, { nullable: true, description: 'How it reached the company.' })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'What the customer uses.' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the customer is.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'What kind of customer it is.' })
  segment?: string | null;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the comment.' })
  language?: string | null;

  @Field(() => Int, { nullable: true, description: 'Likelihood to recommend, 0 to 10.' })
  nps?: number | null;

  @Field(() => Int, { nullable: true, description: 'Satisfaction, 1 to csatScale.' })
  csat?: number | null;

  @Field(() => Int, { nullable: true, description: '3, 4, 5, 6, 7 or 10; 5 when missing.' })
  csatScale?: number | null;

  @Field(() => Int, { nullable: true, description: 'Customer effort, 1 to cesScale.' })
  ces?: number | null;

  @Field(() => Int, { nullable: true, description: '5 or 7; 7 when missing.' })
  cesScale?: number | null;

  @Field(() => String, { nullable: true, description: 'Version of the effort question, 1.0 or 2.0; 2.0 when missing.' })
  cesVersion?: string | null;

  @Field(() => Int, { nullable: true, description: "An employee's likelihood to recommend, 0 to 10." })
  enps?: number | null;

  @Field(() => Float, { nullable: true, description: 'How positive the words are, -1 (negative) to 1 (positive), where the sender judged them.' })
  sentiment?: number | null;

  @Field(() => String, { nullable: true, description: "The customer's words, at most 20,000 characters." })
  comment?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Keep neither the customer nor externalId.' })
  anonymous?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'The customer asks to be contacted.' })
  contactRequested?: boolean | null;

  @Field(() => CustomerInput, { nullable: true, description: 'Who gave it.' })
  customer?: CustomerInput | null;

  @Field(() => [AttributeInput], { nullable: true, description: 'Anything else worth filtering by; at most 50.' })
  attributes?: AttributeInput[] | null;
}

const ReceiptStatusEnum = { ACCEPTED: 'accepted', CORRECTED: 'corrected', DUPLICATE: 'duplicate', REFUSED: 'refused' } as const;
registerEnumType(ReceiptStatusEnum, {
  name: 'ReceiptStatus',
  description: 'What became of a submission.',
  valuesConfig: {
    ACCEPTED: { description: 'Stored for the first time.' },
    CORRECTED: { description: 'Replaces what the same sender sent under the same identifier.' },
    DUPLICATE: { description: 'The same was here already; it counts once.' },
    REFUSED: { description: 'Not stored; see refusals.' },
  },
});

@ObjectType('Refusal', { simpleResolvers: true, description: 'Why a value was refused; never the value itself.' })
export class RefusalType {
  @Field(() => String, { description: 'The field or column.' })
  column!: string;

  @Field(() => String, { description: 'What kind of value stood there.' })
  kind!: string;

  @Field(() => String, { description: 'What to change.' })
  reason!: string;
}

@ObjectType('Receipt', { simpleResolvers: true, description: 'What became of one submission. Once answered, it survives any crash.' })
export class ReceiptType {
  @Field(() => Int, { description: 'Its place in what was sent, from 0.' })
  index!: number;

  @Field(() => ReceiptStatusEnum, { description: 'What became of it.' })
  status!: 'accepted' | 'corrected' | 'duplicate' | 'refused';

  @Field(() => ID, { nullable: true, description: 'Id of the feedback; null when refused.' })
  feedbackId!: string | null;

  @Field(() => [String], { description: 'What was understood differently from how it was written.' })
  warnings!: string[];

  @Field(() => [RefusalType], { description: 'Every problem, when refused.' })
  refusals!: RefusalType[];
}

@ObjectType('BatchReceipt', { simpleResolvers: true, description: 'What became of a batch: received = accepted + corrected + duplicate + refused.' })
export class BatchReceiptType {
  @Field(() => Int, { description: 'How many were sent.' })
  received!: number;

  @Field(() => Int, { description: 'Stored for the first time.' })
  accepted!: number;

  @Field(() => Int, { description: 'Replaced an earlier one.' })
  corrected!: number;

  @Field(() => Int, { description: 'Were here already.' })
  duplicate!: number;

  @Field(() => Int, { description: 'Not stored.' })
  refused!: number;

  @Field(() => [ReceiptType], { description: 'One for each submission, in the order sent.' })
  receipts!: ReceiptType[];
}
