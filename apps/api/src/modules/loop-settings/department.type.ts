import { PRIORITIES, TARGETS, type LoopClock, type Priority, type TargetName } from '@heed/loops';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Stored } from '../../definitions/state.ts';
import { LoopClockEnum, LoopPriorityEnum, LoopTargetNameEnum } from '../loop/loop-enums.ts';

@ObjectType('DayPeriod', { simpleResolvers: true, description: 'Working time on a day.' })
@InputType('DayPeriodInput', { description: 'Working time on a day. A night shift is two periods: up to 24:00, and from 00:00 of the next day.' })
class DayPeriodType {
  @Field(() => String, { description: 'hh:mm by the wall clock of the zone.' })
  from!: string;

  @Field(() => String, { description: 'hh:mm, at most 24:00; not included.' })
  to!: string;
}

@ObjectType('WorkingCalendar', { simpleResolvers: true, description: 'When a department works.' })
@InputType('WorkingCalendarInput', { description: 'When a department works: at least one period in the week.' })
class WorkingCalendarType {
  @Field(() => String, { description: 'IANA name, such as Europe/Berlin.' })
  timeZone!: string;

  @Field(() => [[DayPeriodType]], { description: 'The periods of each day, Monday first: seven lists.' })
  week!: DayPeriodType[][];

  @Field(() => [String], { description: 'Days without work, yyyy-MM-dd.' })
  holidays!: string[];
}

@ObjectType('DepartmentTarget', { simpleResolvers: true, description: 'How long something may take.' })
@InputType('DepartmentTargetInput', { description: 'How long something may take; more than nothing and at most a year.' })
class DepartmentTargetType {
  @Field(() => LoopPriorityEnum, { description: 'For loops of this priority.' })
  priority!: Priority;

  @Field(() => LoopTargetNameEnum, { description: 'What is promised.' })
  target!: TargetName;

  @Field(() => Float, { description: 'Within so many milliseconds.' })
  milliseconds!: number;

  @Field(() => LoopClockEnum, { description: 'By which clock.' })
  clock!: LoopClock;
}

@ObjectType('Escalation', { simpleResolvers: true, description: 'Who is told when a target is missed, and when.' })
@InputType('EscalationInput', { description: 'Who is told when a target is missed, and when.' })
class EscalationType {
  @Field(() => [ID], { description: 'Keys of people, from the first to be told to the last; nobody twice.' })
  chain!: string[];

  @Field(() => Float, { description: 'Milliseconds of working time between one step and the next; at least five minutes.' })
  repeatMs!: number;

  @Field(() => Float, { nullable: true, description: 'Milliseconds of working time without any act of the owner after which a loop is taken back from them; null for never.' })
  takeBackMs?: number | null;
}

@ObjectType('Department', { simpleResolvers: true, description: 'A department as feedback names it, with its working time and its promises.' })
export class DepartmentType {
  @Field(() => String, { description: 'Its name, as feedback has it.' })
  name!: string;

  @Field(() => Int, { description: 'Hand it in with a change of your own, and a change by somebody else in between becomes a CONFLICT.' })
  version!: number;

  @Field(() => WorkingCalendarType, { description: 'When it works.' })
  calendar!: WorkingCalendarType;

  @Field(() => [DepartmentTargetType], { description: 'What it promises; what is missing has no target.' })
  targets!: DepartmentTargetType[];

  @Field(() => EscalationType, { description: 'Who is told when it misses a target.' })
  escalation!: EscalationType;

  @Field(() => ID, { nullable: true, description: 'Key of the person who gets what nobody else can be found for.' })
  fallbackOwner!: string | null;
}

@InputType({ description: 'A department as feedback names it, with its working time and its promises.' })
export class DepartmentInput {
  @Field(() => String, { description: 'Its name, as feedback has it.' })
  name!: string;

  @Field(() => WorkingCalendarType, { description: 'When it works.' })
  calendar!: WorkingCalendarType;

  @Field(() => [DepartmentTargetType], { defaultValue: [], description: 'What it promises, each target of each priority at most once.' })
  targets!: DepartmentTargetType[];

  @Field(() => EscalationType, { nullable: true, description: 'Who is told when it misses a target; nobody when missing.' })
  escalation?: EscalationType | null;

  @Field(() => ID, { nullable: true, description: 'Key of the person who gets what nobody else can be found for.' })
  fallbackOwner?: string | null;
}

/** A department as GraphQL shows it. */
export function departmentType({ definition: { targets, ...rest }, version }: Stored<'department'>): DepartmentType {
  const promised = PRIORITIES.flatMap((priority) =>
    TARGETS.flatMap((target) => {
      const promise = targets[priority][target];
      return promise ? [{ priority, target, ...promise }] : [];
    }),
  );
  return { ...rest, targets: promised, version };
}
