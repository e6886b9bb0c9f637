import type { Alert, AlertKind, AlertState } from '@heed/alerts';
import type { LoopSettings } from '@heed/loops';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { LoopPersonType, personType } from '../loop/loop-person.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { AlertKindEnum, AlertStateEnum } from './alert-enums.ts';
import { AlertEvidenceUnion, evidenceType, type AlertEvidence } from './alert-evidence.type.ts';

@ObjectType('Alert', { simpleResolvers: true, description: 'Something that a rule found out, from when it was raised until it was over.' })
export class AlertType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'The name of its rule; Heed for what it tells by itself.' })
  rule!: string;

  @Field(() => AlertKindEnum, { description: 'What it is about.' })
  kind!: AlertKind;

  @Field(() => AlertStateEnum, { description: 'How far it has come.' })
  state!: AlertState;

  @Field(() => String, { description: 'What it is about among what the rule looks at: a department, the id of a theme, a source, a webhook; empty for all together.' })
  subject!: string;

  @Field(() => [String], { description: 'Whose it is: departments; empty for the whole organisation.' })
  departments!: readonly string[];

  @Field(() => AlertEvidenceUnion, { description: 'What was found when it was raised.' })
  evidence!: AlertEvidence;

  @Field(() => String, { description: 'Where the evidence is on the dashboard: a path with its parameters.' })
  path!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was raised.' })
  raisedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When people were last told of it.' })
  lastRaisedAt!: Date;

  @Field(() => Int, { description: 'How often they were.' })
  times!: number;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When somebody saw to it; null while nobody has.' })
  acknowledgedAt!: Date | null;

  @Field(() => LoopPersonType, { nullable: true, description: 'Who did, where known.' })
  acknowledgedBy!: LoopPersonType | null;

  @Field(() => String, { description: 'What they wrote; may be empty.' })
  note!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was over; null while it holds.' })
  overAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether you have not seen it yet: it was told after you last marked alerts as read, and nobody has seen to it.' })
  unread!: boolean;
}

@ObjectType('Alerts', { simpleResolvers: true, description: 'Alerts, the last told first, with how many wait.' })
export class AlertsType extends SnapshotType {
  @Field(() => [AlertType], { description: 'A page of them.' })
  alerts!: AlertType[];

  @Field(() => Boolean, { description: 'More follow after endCursor.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the last of the page; null where it is empty.' })
  endCursor!: string | null;

  @Field(() => Int, { description: 'How many hold now, acknowledged ones included, on whatever page.' })
  open!: number;

  @Field(() => Int, { description: 'How many of those you have not seen.' })
  unread!: number;
}

const orNull = (moment: number | null): Date | null => (moment === null ? null : new Date(moment));

/** An alert as GraphQL shows it to whoever has seen what was told up to `readTill`. */
export function alertType(alert: Alert, { settings, readTill }: { settings: LoopSettings; readTill: number }): AlertType {
  const { id, name, kind, state, subject, departments, facts, path, times, note } = alert;
  return {
    id, rule: name, kind, state, subject, departments, path, times, note,
    evidence: evidenceType(facts),
    raisedAt: new Date(alert.raisedAt),
    lastRaisedAt: new Date(alert.lastRaisedAt),
    acknowledgedAt: orNull(alert.acknowledgedAt),
    acknowledgedBy: personType(alert.acknowledgedPerson, settings),
    overAt: orNull(alert.overAt),
    unread: state === 'raised' && alert.lastRaisedAt > readTill,
  };
}
