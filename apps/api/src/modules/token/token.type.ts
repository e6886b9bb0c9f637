import { ROLES, type Role } from '@heed/domain';
import { Field, GraphQLISODateTime, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { AccessToken } from '../../access/tokens.ts';
import { enumOf } from '../enum-of.ts';

export const RoleEnum = enumOf<Role>(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a caller may do.',
  valuesConfig: {
    VIEWER: { description: 'Sees scores and comments.' },
    ANALYST: { description: 'Sees scores and comments, and takes them elsewhere.' },
    AGENT: { description: 'Answers customers: also sees who they are, and submits feedback.' },
    LEAD: { description: 'Runs a department.' },
    ADMIN: { description: 'Does everything.' },
    INGEST: { description: 'Only submits feedback.' },
    DISPLAY: { description: 'Only watches scores, on a wall.' },
  },
});

@ObjectType('AccessToken', { simpleResolvers: true, description: 'A token without its secret.' })
export class AccessTokenType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What its holder may do.' })
  role!: Role;

  @Field(() => [String], { nullable: true, description: 'The departments whose feedback its holder may see; null for all.' })
  departments!: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The key of the person who holds it; null when it belongs to nobody in particular.' })
  person!: string | null;

  @Field(() => ID, { nullable: true, description: 'The key of the wall that it is bound to: then it belongs to a display, which may see that and nothing else.' })
  wall!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it ends by itself; null for never.' })
  expiresAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was revoked; null while it holds.' })
  revokedAt!: Date | null;
}

@ObjectType('CreatedToken', { simpleResolvers: true, description: 'A new token with its secret, which is shown this once.' })
export class CreatedTokenType {
  @Field(() => AccessTokenType, { description: 'The token.' })
  token!: AccessTokenType;

  @Field(() => String, { description: 'What its holder shows: Authorization: Bearer <secret>.' })
  secret!: string;
}

@InputType({ description: 'What a new token may do.' })
export class CreateTokenInput {
  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What its holder may do.' })
  role!: Role;

  @Field(() => [String], { nullable: true, description: 'Only feedback of these departments; all when missing.' })
  departments?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The key of the person who holds it, so that what is done to loops with it is theirs; `people` lists them.' })
  person?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it ends by itself; never when missing.' })
  expiresAt?: Date | null;
}

const orNull = (moment: number | null): Date | null => (moment === null ? null : new Date(moment));

/** A token as GraphQL shows it. */
export function accessTokenType({ createdAt, expiresAt, revokedAt, ...token }: AccessToken): AccessTokenType {
  return { ...token, createdAt: new Date(createdAt), expiresAt: orNull(expiresAt), revokedAt: orNull(revokedAt) };
}
