import { ADMINS, HeedError } from '@heed/domain';
import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import { knownPerson } from '../loop/actor.ts';
import { AccessTokenType, CreateTokenInput, CreatedTokenType, accessTokenType } from './token.type.ts';

@Resolver()
export class TokenResolver {
  @Authorized(...ADMINS)
  @Query(() => [AccessTokenType], { description: 'All access tokens, newest first, revoked ones included.' })
  tokens(@Ctx() { heed }: Context): AccessTokenType[] {
    return heed.tokens.list().map(accessTokenType);
  }

  @Authorized(...ADMINS)
  @Mutation(() => CreatedTokenType, { complexity: 10, description: 'Makes an access token.' })
  async createToken(@Ctx() context: Context, @Arg('input', () => CreateTokenInput, { description: 'What it may do.' }) input: CreateTokenInput): Promise<CreatedTokenType> {
    const name = input.name.trim();
    if (name.length < 1 || name.length > 100) throw new HeedError('BAD_USER_INPUT', 'input.name must have 1 to 100 characters.');
    if (input.departments?.length === 0) throw new HeedError('BAD_USER_INPUT', 'input.departments must name at least one department, or be left out for all.');
    const expiresAt = input.expiresAt?.getTime() ?? null;
    if (expiresAt !== null && expiresAt <= context.heed.now()) throw new HeedError('BAD_USER_INPUT', 'input.expiresAt must be in the future.');
    const person = input.person ? knownPerson(input.person, context.heed.loopSettings(), 'input.person') : null;
    const { token, secret } = await context.heed.tokens.create({ name, role: input.role, departments: input.departments ?? null, person, expiresAt }, callerOf(context));
    return { token: accessTokenType(token), secret };
  }

  @Authorized(...ADMINS)
  @Mutation(() => AccessTokenType, { complexity: 10, description: 'Ends a token at once, open connections included.' })
  async revokeToken(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<AccessTokenType> {
    return accessTokenType(await context.heed.tokens.revoke(id, callerOf(context)));
  }
}
