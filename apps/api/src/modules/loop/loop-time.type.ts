import type { LoopClock, LoopMeasure, TargetName } from '@heed/loops';
import { Field, Float, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { LoopClockEnum, LoopDueStatusEnum, LoopMeasureEnum, LoopTargetNameEnum, type DueStatus } from './loop-enums.ts';

@ObjectType('LoopTime', { simpleResolvers: true, description: 'A length of time on both clocks, in milliseconds.' })
export class LoopTimeType {
  @Field(() => Float, { description: 'As the customer lived through it.' })
  calendar!: number;

  @Field(() => Float, { description: 'The hours in which the departments worked.' })
  working!: number;
}

@ObjectType('LoopDue', { simpleResolvers: true, description: 'The promise that ends next.' })
export class LoopDueType {
  @Field(() => LoopTargetNameEnum, { description: 'What was promised.' })
  target!: TargetName;

  @Field(() => GraphQLISODateTime, { description: 'By when.' })
  at!: Date;

  @Field(() => GraphQLISODateTime, { description: 'From when on it is at risk: 80 % of the time is used up.' })
  riskAt!: Date;

  @Field(() => LoopDueStatusEnum, { description: 'How it stands.' })
  status!: DueStatus;
}

@ObjectType('LoopTarget', { simpleResolvers: true, description: 'Something that was promised for a loop, and what became of it.' })
export class LoopTargetType {
  @Field(() => LoopTargetNameEnum, { description: 'What was promised.' })
  target!: TargetName;

  @Field(() => Float, { description: 'Within how many milliseconds.' })
  milliseconds!: number;

  @Field(() => LoopClockEnum, { description: 'By which clock.' })
  clock!: LoopClock;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'By when; null when it no longer runs, and while the customer is waited for.' })
  dueAt!: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it was kept; null while that is open.' })
  met!: boolean | null;
}

@ObjectType('LoopDurationValue', { simpleResolvers: true, description: 'How long something took, on both clocks, waiting for the customer included.' })
export class LoopDurationValueType {
  @Field(() => LoopMeasureEnum, { description: 'From the opening until what.' })
  measure!: LoopMeasure;

  @Field(() => Float, { description: 'Milliseconds as the customer lived through them.' })
  calendar!: number;

  @Field(() => Float, { description: 'Milliseconds in which the departments worked.' })
  working!: number;

  @Field(() => Boolean, { description: 'It has not happened yet: up to now.' })
  running!: boolean;
}

@ObjectType('LoopLeg', { simpleResolvers: true, description: 'The time for which one department held a loop.' })
export class LoopLegType {
  @Field(() => String, { description: 'The department.' })
  department!: string;

  @Field(() => GraphQLISODateTime, { description: 'Since when.' })
  from!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Until when; null while it lasts.' })
  to!: Date | null;

  @Field(() => LoopTimeType, { description: 'How long, less the waiting for the customer.' })
  held!: LoopTimeType;

  @Field(() => LoopTimeType, { description: 'The waiting for the customer in it.' })
  waiting!: LoopTimeType;
}
