import { definedName, HeedError, LOOP_SETTERS } from '@heed/domain';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { readNetworks } from '../../access/networks.ts';
import type { AccessToken } from '../../access/tokens.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import { assertMayManage } from './may-manage.ts';
import { CreatedDisplayType } from './display.type.ts';
import { DisplayChangeInput, DisplayReportInput, NewDisplayInput, PairingInput } from './wall.input.ts';
import { WallDisplayType } from './wall.type.ts';
import { displayType } from './walls-view.ts';

function readName(given: string): string {
  const name = definedName.safeParse(given);
  if (!name.success) throw new HeedError('BAD_USER_INPUT', `input.name ${name.error.issues[0]?.message ?? 'is not usable'}.`, { path: 'name' });
  return name.data;
}

/** Throws BAD_USER_INPUT for a wall that is not there. */
function knownWall({ heed }: Context, key: string): string {
  if (heed.definitions.list('wall').some(({ definition }) => definition.key === key)) return key;
  throw new HeedError('BAD_USER_INPUT', 'input.wall names no wall; `walls` lists them.', { path: 'wall' });
}

function shown(context: Context, token: AccessToken): WallDisplayType {
  return displayType(context, context.heed.displays.find(token.id) ?? { token, seen: null, online: false });
}

/** A display that is alive and the caller may change. Throws NOT_FOUND and FORBIDDEN. */
function manageable(context: Context, id: string): AccessToken {
  const token = context.heed.displays.find(id)?.token;
  if (!token) throw new HeedError('NOT_FOUND', 'There is no display with this id.');
  assertMayManage(token, callerOf(context));
  return token;
}

/** More than any screen has. */
const MAX_PIXELS = 100_000;
const wholeUpTo = (most: number, value: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;

@Resolver()
export class DisplayResolver {
  @Authorized(...LOOP_SETTERS)
  @Mutation(() => CreatedDisplayType, { complexity: 20, description: 'Lets a display in by a link of its own. It may see its wall, within the departments of whoever lets it in, and nothing else.' })
  async createDisplay(@Ctx() context: Context, @Arg('input', () => NewDisplayInput, { description: 'What it shows, and from where.' }) input: NewDisplayInput): Promise<CreatedDisplayType> {
    const { heed } = context;
    const caller = callerOf(context);
    const expiresAt = input.expiresAt?.getTime() ?? null;
    if (expiresAt !== null && expiresAt <= heed.now()) throw new HeedError('BAD_USER_INPUT', 'input.expiresAt must be in the future.', { path: 'expiresAt' });
    const wanted = { name: readName(input.name), wall: knownWall(context, input.wall), networks: readNetworks(input.networks, 'input.networks'), departments: caller.departments ? [...caller.departments] : null, expiresAt };
    const { token, secret } = await heed.tokens.createDisplay(wanted, caller);
    return { display: shown(context, token), link: `${heed.config.publicUrl ?? ''}/wall#${secret ?? ''}` };
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => WallDisplayType, { complexity: 20, description: 'Lets the display in that shows a code. NOT_FOUND for a code that no display shows, or no longer; RATE_LIMITED after too many of those.' })
  async confirmPairing(@Ctx() context: Context, @Arg('input', () => PairingInput, { description: 'The code, and what the display is to show.' }) input: PairingInput): Promise<WallDisplayType> {
    const { heed } = context;
    const caller = callerOf(context);
    const wanted = { name: readName(input.name), wall: knownWall(context, input.wall), networks: readNetworks(input.networks, 'input.networks'), departments: caller.departments ? [...caller.departments] : null, expiresAt: null };
    return shown(context, await heed.pairings.confirm(input.code, wanted, caller));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => WallDisplayType, { complexity: 20, description: 'Changes a display: its name, its wall or from where it may connect. Open connections follow at once.' })
  async changeDisplay(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Arg('input', () => DisplayChangeInput, { description: 'What is to change.' }) { name, wall, networks }: DisplayChangeInput,
  ): Promise<WallDisplayType> {
    manageable(context, id);
    const change = { ...(typeof name === 'string' ? { name: readName(name) } : {}), ...(wall ? { wall: knownWall(context, wall) } : {}), ...(networks ? { networks: readNetworks(networks, 'input.networks') } : {}) };
    return shown(context, await context.heed.tokens.changeDisplay(id, change, callerOf(context)));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => WallDisplayType, { complexity: 20, description: 'Ends a display at once, open connections included.' })
  async revokeDisplay(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<WallDisplayType> {
    const before = shown(context, manageable(context, id));
    await context.heed.tokens.revoke(id, callerOf(context));
    return { ...before, online: false };
  }

  @Authorized('display')
  @Mutation(() => Boolean, { complexity: 1, description: 'What a display tells of itself, every 30 seconds; one that is silent for 90 is offline. NOT_FOUND for a token that is bound to no wall.' })
  reportDisplay(@Ctx() context: Context, @Arg('input', () => DisplayReportInput, { description: 'How it is.' }) { release, width, height, page, stale }: DisplayReportInput): boolean {
    const { id, wall } = callerOf(context);
    if (!wall) throw new HeedError('NOT_FOUND', 'This token belongs to no display.');
    if (!/^[\w.+-]{1,40}$/.test(release)) throw new HeedError('BAD_USER_INPUT', 'input.release must have 1 to 40 letters, digits, dots and hyphens.', { path: 'release' });
    if (!wholeUpTo(MAX_PIXELS, width) || !wholeUpTo(MAX_PIXELS, height) || !wholeUpTo(1_000, page)) throw new HeedError('BAD_USER_INPUT', 'input.width, height and page must be whole numbers that a screen can have.');
    context.heed.displays.report(id, { release, width, height, page, stale });
    return true;
  }
}
