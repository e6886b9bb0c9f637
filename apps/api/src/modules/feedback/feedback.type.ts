import type { FeedbackRow } from '@heed/measure';
import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Attribute', { simpleResolvers: true, description: 'A column that came with feedback and is no dimension.' })
export class AttributeType {
  @Field(() => String, { description: 'Its name.' })
  key!: string;

  @Field(() => String, { description: 'Its value.' })
  value!: string;
}

@ObjectType('Feedback', { description: 'One submission by one person.' })
export class FeedbackType implements Omit<FeedbackRow, 'occurredAt' | 'receivedAt'> {
  @Field(() => ID, { simple: true, description: 'Its id.' })
  id!: string;

  @Field(() => String, { simple: true, description: 'The stream that it came from.' })
  source!: string;

  @Field(() => String, { simple: true, nullable: true, description: "The sender's identifier; null when none was given or the feedback is anonymous." })
  externalId!: string | null;

  @Field(() => GraphQLISODateTime, { simple: true, description: 'When the customer answered.' })
  occurredAt!: Date;

  @Field(() => GraphQLISODateTime, { simple: true, description: 'When Heed accepted it, or its last correction.' })
  receivedAt!: Date;

  @Field(() => String, { simple: true, description: 'The department; empty when not given, as for all dimensions.' })
  department!: string;

  @Field(() => String, { simple: true, description: 'How it reached the company.' })
  channel!: string;

  @Field(() => String, { simple: true, description: 'What the customer uses.' })
  product!: string;

  @Field(() => String, { simple: true, description: 'Where the customer is.' })
  region!: string;

  @Field(() => String, { simple: true, description: 'What kind of customer it is.' })
  segment!: string;

  @Field(() => String, { simple: true, description: 'BCP 47 tag of the comment.' })
  language!: string;

  @Field(() => Int, { simple: true, nullable: true, description: 'Likelihood to recommend, 0 to 10.' })
  nps!: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'Satisfaction, 1 to csatScale.' })
  csat!: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'The scale of csat.' })
  csatScale!: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'Customer effort, 1 to cesScale.' })
  ces!: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'The scale of ces.' })
  cesScale!: number | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Version of the effort question; 1.0 and 2.0 run in opposite directions.' })
  cesVersion!: string | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'How positive the words are, -1 (negative) to 1 (positive); null when nobody judged them.' })
  sentiment!: number | null;

  @Field(() => [ID], { simple: true, description: 'The ids of the themes that were read out of the comment, the clearer first; at most two.' })
  themeIds!: string[];

  @Field(() => String, { simple: true, description: "The customer's words, unchanged; empty when there are none." })
  comment!: string;

  @Field(() => Boolean, { simple: true, description: 'Nobody can join it to a person.' })
  anonymous!: boolean;

  @Field(() => Boolean, { simple: true, description: 'The customer asked to be contacted.' })
  contactRequested!: boolean;

  @Field(() => [AttributeType], { simple: true, description: 'Everything else that came with it.' })
  attributes!: AttributeType[];

  @Field(() => [String], { simple: true, description: 'Oddities seen at the door, for example future.' })
  flags!: string[];

  customerId!: string | null;
}

/** A row as GraphQL shows it. */
export function feedbackType({ occurredAt, receivedAt, ...row }: FeedbackRow): FeedbackType {
  return { ...row, occurredAt: new Date(occurredAt), receivedAt: new Date(receivedAt) };
}

@ObjectType('Customer', { simpleResolvers: true, description: 'Who gave the feedback.' })
export class CustomerType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The name, if known.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'The e-mail address, if known.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'The telephone number, if known.' })
  phone!: string | null;
}

@ObjectType('PageInfo', { simpleResolvers: true, description: 'Where a page of a list stands (Relay).' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'More follows after endCursor.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when this page was asked for with a cursor.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item; ask for the next page with it.' })
  endCursor!: string | null;
}

@ObjectType('FeedbackEdge', { simpleResolvers: true, description: 'One item of a list.' })
export class FeedbackEdgeType {
  @Field(() => String, { description: 'Its place in the list.' })
  cursor!: string;

  @Field(() => FeedbackType, { description: 'The feedback.' })
  node!: FeedbackType;
}

@ObjectType('FeedbackConnection', { description: 'A page of feedback, newest first (Relay).' })
export class FeedbackConnectionType {
  @Field(() => [FeedbackEdgeType], { simple: true, description: 'The items of this page.' })
  edges!: FeedbackEdgeType[];

  @Field(() => PageInfoType, { simple: true, description: 'How to go on.' })
  pageInfo!: PageInfoType;
}

@ObjectType('DimensionValue', { simpleResolvers: true, description: 'A value and how often it occurs.' })
export class DimensionValueType {
  @Field(() => String, { description: 'The value; empty stands for "not given".' })
  value!: string;

  @Field(() => Int, { description: 'How much feedback has it.' })
  n!: number;
}
