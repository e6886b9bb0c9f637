import { noticeId, type ContactWay, type LoopEvent, type LoopSettings, type NotToldReason, type Priority, type Recovery, type TargetName } from '@heed/loops';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { ContactWayEnum, LoopOutcomeEnum, LoopPriorityEnum, LoopTargetNameEnum, NotToldReasonEnum, RecoveryEnum, type LoopOutcome } from './loop-enums.ts';
import { LoopPersonType, personType } from './loop-person.type.ts';

@ObjectType('LoopEvent', { simpleResolvers: true, description: 'Something that happened to a loop. Fields that its type does not have are null.' })
export class LoopEventType {
  @Field(() => Int, { description: 'Its number in the loop, from 1.' })
  version!: number;

  @Field(() => String, { description: 'What happened, for example opened, routed, contacted, told or closed.' })
  type!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => LoopPersonType, { nullable: true, description: 'Who did it, where that is known.' })
  by!: LoopPersonType | null;

  @Field(() => String, { description: "A token's id, local, admin, or system for rules, timers and mail." })
  actor!: string;

  @Field(() => String, { nullable: true, description: 'What they wrote.' })
  note!: string | null;

  @Field(() => Boolean, { description: 'It was taken back, as though it had never been.' })
  undone!: boolean;

  @Field(() => String, { nullable: true, description: 'The department that it went to.' })
  department!: string | null;

  @Field(() => LoopPersonType, { nullable: true, description: 'Who got it, began or ceased to watch, or was told of an escalation.' })
  owner!: LoopPersonType | null;

  @Field(() => LoopPriorityEnum, { nullable: true, description: 'Its priority from then on.' })
  priority!: Priority | null;

  @Field(() => ContactWayEnum, { nullable: true, description: 'How the customer was reached.' })
  way!: ContactWay | null;

  @Field(() => String, { nullable: true, description: 'The root cause.' })
  rootCause!: string | null;

  @Field(() => String, { nullable: true, description: 'The action.' })
  action!: string | null;

  @Field(() => LoopOutcomeEnum, { nullable: true, description: 'How it ended.' })
  outcome!: LoopOutcome | null;

  @Field(() => NotToldReasonEnum, { nullable: true, description: 'Why the customer was not told.' })
  reason!: NotToldReason | null;

  @Field(() => String, { nullable: true, description: 'What became due: at_risk, breached, repeated or taken_back.' })
  escalation!: string | null;

  @Field(() => LoopTargetNameEnum, { nullable: true, description: 'The target that became due.' })
  target!: TargetName | null;

  @Field(() => ID, { nullable: true, description: 'The other loop of a merge.' })
  loop!: string | null;

  @Field(() => ID, { nullable: true, description: 'The feedback that opened it or joined.' })
  feedback!: string | null;

  @Field(() => ID, { nullable: true, description: 'The message; of an escalation the letter to whoever was told, where one was written.' })
  message!: string | null;

  @Field(() => Int, { nullable: true, description: 'What the customer answered when asked again.' })
  score!: number | null;

  @Field(() => RecoveryEnum, { nullable: true, description: 'What that answer shows.' })
  recovery!: Recovery | null;
}

/** What the types of events may hold, where a field of GraphQL shows it. */
interface Held extends Partial<Pick<LoopEvent, 'type'>> {
  note?: string;
  department?: string;
  owner?: string | null;
  person?: string;
  to?: string | null;
  priority?: Priority;
  way?: ContactWay;
  rootCause?: string;
  action?: string;
  outcome?: LoopOutcome;
  reason?: string | null;
  kind?: string;
  target?: TargetName | null;
  into?: string;
  from?: string;
  feedbackId?: string | null;
  messageId?: string | null;
  score?: number;
  recovery?: Recovery;
}

/** An event as GraphQL shows it. */
export function eventType(event: LoopEvent, { loopId, settings, undone }: { loopId: string; settings: LoopSettings; undone: boolean }): LoopEventType {
  const held: Held = event;
  return {
    version: event.version,
    type: event.type,
    at: new Date(event.at),
    by: personType(event.by, settings),
    actor: event.actor,
    note: event.type === 'message_failed' ? event.reason : held.note || null,
    undone,
    department: held.department ?? null,
    owner: personType(held.owner ?? held.person ?? held.to ?? null, settings),
    priority: held.priority ?? null,
    way: held.way ?? null,
    rootCause: held.rootCause || null,
    action: held.action || null,
    outcome: held.outcome ?? null,
    reason: event.type === 'closed' ? event.reason : null,
    escalation: event.type === 'escalated' ? event.kind : null,
    target: held.target ?? null,
    loop: held.into ?? held.from ?? null,
    feedback: held.feedbackId ?? null,
    message: event.type === 'escalated' ? (event.to === null ? null : noticeId({ loopId, version: event.version })) : (held.messageId ?? null),
    score: held.score ?? null,
    recovery: held.recovery ?? null,
  };
}
