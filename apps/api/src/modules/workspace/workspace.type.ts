import type { Role } from '@heed/domain';
import { Field, Int, ObjectType } from 'type-graphql';
import { LoopPersonType } from '../loop/loop-person.type.ts';
import { RoleEnum } from '../token/token.type.ts';

@ObjectType('Workspace', { simpleResolvers: true, description: 'Where Heed runs and what the caller may do.' })
export class WorkspaceType {
  @Field(() => String, { description: "The organisation's name." })
  name!: string;

  @Field(() => String, { description: "The organisation's time zone, in which days and weeks are cut." })
  timeZone!: string;

  @Field(() => Boolean, { description: 'The feedback shown is, or includes, sample data.' })
  sampleData!: boolean;

  @Field(() => Boolean, { description: 'Nothing is configured: everyone on this machine is administrator.' })
  localMode!: boolean;

  @Field(() => Boolean, { description: 'Letters to customers can be sent; otherwise they wait until there is a mail server.' })
  mail!: boolean;

  @Field(() => RoleEnum, { description: "The caller's role." })
  role!: Role;

  @Field(() => LoopPersonType, { nullable: true, description: 'The person behind the caller; null when the token names nobody.' })
  person!: LoopPersonType | null;

  @Field(() => String, { description: "Heed's version." })
  version!: string;

  @Field(() => Int, { description: 'All feedback that the caller may see.' })
  feedbackCount!: number;

  @Field(() => [String], { description: "Languages of the comments, the most frequent first." })
  languages!: string[];
}
