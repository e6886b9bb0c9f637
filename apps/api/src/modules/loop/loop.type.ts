import type { Band, LoopFilter, LoopStateName, NotToldReason, OpenedBy, Priority, Recovery } from '@heed/loops';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../feedback/feedback.type.ts';
import { BandEnum, LoopOutcomeEnum, LoopPriorityEnum, LoopStateEnum, NotToldReasonEnum, OpenedByEnum, RecoveryEnum, type LoopOutcome } from './loop-enums.ts';
import { LoopPersonType } from './loop-person.type.ts';
import type { Loaded } from './loaded.ts';
import { LoopDueType } from './loop-time.type.ts';

@ObjectType('Loop', { description: 'What the company does about feedback, from its opening until the customer has heard of it.' })
export class LoopType {
  @Field(() => ID, { simple: true, description: 'Its id.' })
  id!: string;

  @Field(() => Int, { simple: true, description: 'How many events it has had; grows with everything that happens.' })
  version!: number;

  @Field(() => LoopStateEnum, { simple: true, description: 'How far it has come.' })
  state!: LoopStateName;

  @Field(() => GraphQLISODateTime, { simple: true, description: 'When it was opened.' })
  openedAt!: Date;

  @Field(() => OpenedByEnum, { simple: true, description: 'Who opened it.' })
  openedBy!: OpenedBy;

  @Field(() => String, { simple: true, nullable: true, description: 'The rule that opened it.' })
  rule!: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Its identifier in the system that it was imported from.' })
  externalId!: string | null;

  @Field(() => String, { simple: true, description: 'The department that holds it, or held it last.' })
  department!: string;

  @Field(() => String, { simple: true, description: 'The department that it was opened for.' })
  firstDepartment!: string;

  @Field(() => LoopPriorityEnum, { simple: true, description: 'How pressing it is.' })
  priority!: Priority;

  @Field(() => LoopPersonType, { simple: true, nullable: true, description: 'Who looks after it; null for nobody.' })
  owner!: LoopPersonType | null;

  @Field(() => [LoopPersonType], { simple: true, description: 'Who watches it.' })
  watchers!: LoopPersonType[];

  @Field(() => BandEnum, { simple: true, nullable: true, description: 'How happy the feedback was; null without a score.' })
  band!: Exclude<Band, ''> | null;

  @Field(() => String, { simple: true, description: 'The channel of the feedback; empty when not given, as for all dimensions.' })
  channel!: string;

  @Field(() => String, { simple: true, description: 'What the customer uses.' })
  product!: string;

  @Field(() => String, { simple: true, description: 'Where the customer is.' })
  region!: string;

  @Field(() => String, { simple: true, description: 'What kind of customer it is.' })
  segment!: string;

  @Field(() => String, { simple: true, description: 'BCP 47 tag of the comment.' })
  language!: string;

  @Field(() => String, { simple: true, description: 'The stream that the feedback came from.' })
  source!: string;

  @Field(() => Boolean, { simple: true, description: 'The customer asked to be contacted.' })
  contactRequested!: boolean;

  @Field(() => Boolean, { simple: true, description: 'Nobody can join it to a person.' })
  anonymous!: boolean;

  @Field(() => Int, { simple: true, description: 'How much feedback it is about.' })
  feedbackCount!: number;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When somebody first took it on.' })
  acknowledgedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When the customer was first reached.' })
  contactedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When the company had acted, the last time.' })
  resolvedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When the customer first heard what was done.' })
  toldAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When it was closed, the last time; null while open.' })
  closedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When it was closed for the first time.' })
  firstClosedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When the customer agreed.' })
  confirmedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'When the customer did not agree.' })
  rejectedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, nullable: true, description: 'Since when the customer is waited for; null while not.' })
  waitingSince!: Date | null;

  @Field(() => GraphQLISODateTime, { simple: true, description: 'When something last happened to it.' })
  changedAt!: Date;

  @Field(() => String, { simple: true, nullable: true, description: 'Why it came to this; null while nobody said.' })
  rootCause!: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'What was done; null while nobody said.' })
  action!: string | null;

  @Field(() => LoopOutcomeEnum, { simple: true, nullable: true, description: 'How it ended for the customer; null while open.' })
  outcome!: LoopOutcome | null;

  @Field(() => NotToldReasonEnum, { simple: true, nullable: true, description: 'Why the customer was not told.' })
  notToldReason!: NotToldReason | null;

  @Field(() => ID, { simple: true, nullable: true, description: 'The loop in which it lives on.' })
  mergedInto!: string | null;

  @Field(() => RecoveryEnum, { simple: true, nullable: true, description: 'What asking again showed; null while not answered.' })
  recovery!: Recovery | null;

  @Field(() => Int, { simple: true, description: 'How often it was opened again.' })
  reopened!: number;

  @Field(() => Int, { simple: true, description: 'How many escalations it has had.' })
  escalated!: number;

  @Field(() => LoopDueType, { simple: true, nullable: true, description: 'The promise that ends next; null when none runs.' })
  due!: LoopDueType | null;

  /** All of them, what opened it first. */
  feedbackIds!: string[];
  customerId!: string | null;
  /** In a live view, what was read with it. */
  loaded?: Loaded | undefined;
}

@ObjectType('LoopRef', { simpleResolvers: true, description: 'A loop that feedback is part of.' })
export class LoopRefType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => LoopStateEnum, { description: 'How far it has come.' })
  state!: LoopStateName;

  @Field(() => String, { description: 'The department that holds it, or held it last.' })
  department!: string;
}

@ObjectType('LoopEdge', { simpleResolvers: true, description: 'One item of a list.' })
class LoopEdgeType {
  @Field(() => String, { description: 'Its place in the list.' })
  cursor!: string;

  @Field(() => LoopType, { description: 'The loop.' })
  node!: LoopType;
}

@ObjectType()
abstract class LoopPageType {
  @Field(() => [LoopEdgeType], { simple: true, description: 'The items of this page.' })
  edges!: LoopEdgeType[];

  @Field(() => PageInfoType, { simple: true, description: 'How to go on.' })
  pageInfo!: PageInfoType;
}

@ObjectType('LoopConnection', { description: 'A page of loops (Relay).' })
export class LoopConnectionType extends LoopPageType {
  /** By which it was asked for, so that the total is counted only when it is wanted. */
  filter!: LoopFilter;
}

@ObjectType('LoopList', { simpleResolvers: true, description: 'A page of loops that is watched.' })
export class LoopListType extends LoopPageType {
  @Field(() => Int, { description: 'All loops that match, on every page.' })
  totalCount!: number;

  @Field(() => GraphQLISODateTime, { description: 'The moment of the data.' })
  asOf!: Date;

  @Field(() => String, { description: 'Grows with every snapshot; a decimal number.' })
  version!: string;
}

@ObjectType('LoopResult', { simpleResolvers: true, description: 'What became of a command to one of several loops.' })
export class LoopResultType {
  @Field(() => ID, { description: 'The id that was given.' })
  id!: string;

  @Field(() => LoopType, { nullable: true, description: 'The loop as it is now; null where the command was refused.' })
  loop!: LoopType | null;

  @Field(() => String, { nullable: true, description: 'The code of the refusal, as in errors.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'What to change.' })
  message!: string | null;
}
