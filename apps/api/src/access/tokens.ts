import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HeedError, ROLES, type Role } from '@heed/domain';
import type { Journal, JournalEvent } from '@heed/store';
import * as z from 'zod';
import { MAX_DISPLAYS } from '../walls/wall.ts';
import type { Caller } from './caller.ts';

/** A token without its secret. */
export interface AccessToken {
  id: string;
  name: string;
  role: Role;
  departments: string[] | null;
  /** Key of the person who holds it, or null. */
  person: string | null;
  /** Key of the wall that it is bound to: then it belongs to a display, which may see that and nothing else. */
  wall: string | null;
  /** Of a display: the networks that it may connect from, in CIDR notation; from anywhere when empty. */
  networks: string[];
  /** Epoch milliseconds, as all moments here. */
  createdAt: number;
  /** Id of the caller who made it. */
  createdBy: string;
  expiresAt: number | null;
  revokedAt: number | null;
}

const created = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  departments: z.array(z.string()).nullable(),
  // Tokens from before there were people say nothing.
  person: z.string().nullable().default(null),
  wall: z.string().nullable().default(null),
  networks: z.array(z.string()).default([]),
  expiresAt: z.number().nullable(),
  hash: z.string(),
});
const revoked = z.object({ id: z.string() });
const changed = z.object({ id: z.string(), name: z.string(), wall: z.string(), networks: z.array(z.string()) });

interface State {
  version: number;
  tokens: ReadonlyMap<string, AccessToken & { hash: string }>;
}

const STREAM = 'tokens';

function apply(state: State, event: JournalEvent): State {
  const tokens = new Map(state.tokens);
  if (event.type === 'created') {
    const { hash, ...token } = created.parse(event.payload);
    tokens.set(token.id, { ...token, createdAt: event.at, createdBy: event.actor, revokedAt: null, hash });
  } else if (event.type === 'changed') {
    const { id, ...change } = changed.parse(event.payload);
    const token = tokens.get(id);
    if (token) tokens.set(id, { ...token, ...change });
  } else if (event.type === 'revoked') {
    const token = tokens.get(revoked.parse(event.payload).id);
    if (token) tokens.set(token.id, { ...token, revokedAt: token.revokedAt ?? event.at });
  }
  return { version: event.version, tokens };
}

/** A secret has 256 random bits, so a plain hash is enough to keep; there is nothing to guess. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const sameHash = (left: string, right: string): boolean => timingSafeEqual(Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));

/** A display that is to be let in. */
export interface DisplayRequest {
  name: string;
  wall: string;
  departments: string[] | null;
  networks: string[];
  expiresAt: number | null;
}

export interface Tokens {
  /** Newest first. */
  list(): AccessToken[];
  /** The caller behind a bearer token, or null when it is unknown, revoked or expired. */
  authenticate(bearer: string): Caller | null;
  /** Makes a token; its secret is returned once and cannot be read again. */
  create(input: { name: string; role: Role; departments: string[] | null; person: string | null; expiresAt: number | null }, by: Caller): Promise<{ token: AccessToken; secret: string }>;
  /** Displays that are alive: tokens that are bound to a wall. */
  displays(): AccessToken[];
  /**
   * Lets a display in. Where it made its secret itself, `hash` is all that is known of it, and there is none to show; `id` is then the one
   * that it expects. Throws BAD_USER_INPUT when there are too many, NOT_FOUND for an id that has been used.
   */
  createDisplay(input: DisplayRequest & { id?: string; hash?: string }, by: Caller): Promise<{ token: AccessToken; secret: string | null }>;
  /** Changes a display that is alive. Throws NOT_FOUND for an unknown id. */
  changeDisplay(id: string, change: Partial<Pick<DisplayRequest, 'name' | 'wall' | 'networks'>>, by: Caller): Promise<AccessToken>;
  /** Also one that has ended; null for an id that there never was. */
  find(id: string): AccessToken | null;
  /** Throws NOT_FOUND for an unknown id; revoking twice changes nothing. */
  revoke(id: string, by: Caller): Promise<AccessToken>;
  /** What a caller that was authenticated once is by now, the same object while that is what it was; null when it may not go on. */
  current(caller: Caller): Caller | null;
  /** Reads what other processes decided. */
  refresh(): Promise<void>;
}

/** Access tokens, derived from the journal. Call `refresh` once before use, and regularly after; `onChange` hears of every decision, here and elsewhere. */
export function createTokens({ journal, adminToken, now, onChange = () => undefined, mostDisplays = MAX_DISPLAYS }: { journal: Journal; adminToken: string | undefined; now: () => number; onChange?: () => void; mostDisplays?: number }): Tokens {
  let state: State = { version: 0, tokens: new Map() };
  const adminHash = adminToken === undefined ? undefined : hashOf(adminToken);
  const admin: Caller = { id: 'admin', role: 'admin', departments: null, person: null, expiresAt: null };
  const callers = new WeakMap<AccessToken, Caller>();
  function callerOf(token: AccessToken): Caller {
    const known = callers.get(token);
    if (known) return known;
    const caller: Caller = { id: token.id, role: token.role, departments: token.departments, person: token.person, expiresAt: token.expiresAt, wall: token.wall, networks: token.networks };
    callers.set(token, caller);
    return caller;
  }
  const isAlive = (token: AccessToken): boolean => token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now());
  const withoutHash = ({ hash: _, ...token }: AccessToken & { hash: string }): AccessToken => token;

  async function refresh(): Promise<void> {
    for (const event of await journal.read(STREAM, { after: state.version })) {
      if (event.version <= state.version) continue;
      state = apply(state, event);
      onChange();
    }
  }

  /** `check` throws where the newest state does not allow it. */
  async function decide(type: string, by: Caller, payload: unknown, check = (): void => undefined): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      await refresh();
      check();
      try {
        const event = await journal.append(STREAM, { expected: state.version, type, actor: by.id, at: now(), payload });
        state = apply(state, event);
        onChange();
        return;
      } catch (error) {
        // Another token was made or revoked at the same moment, which does not change this decision.
        if (!(error instanceof HeedError && error.code === 'CONFLICT') || attempt >= 10) throw error;
      }
    }
  }

  const displays = (): AccessToken[] => [...state.tokens.values()].filter((token) => token.wall !== null && isAlive(token)).map(withoutHash);
  function known(id: string): AccessToken {
    const token = state.tokens.get(id);
    if (!token) throw new Error('a token that was just made is missing');
    return withoutHash(token);
  }

  return {
    refresh,
    displays,
    find: (id) => (state.tokens.has(id) ? known(id) : null),
    async createDisplay({ id = randomBytes(6).toString('hex'), hash, ...input }, by) {
      const secret = hash === undefined ? randomBytes(32).toString('base64url') : null;
      await decide('created', by, { id, role: 'display', person: null, ...input, hash: hash ?? hashOf(secret ?? '') }, () => {
        if (displays().length >= mostDisplays) throw new HeedError('BAD_USER_INPUT', `There can be at most ${mostDisplays} displays; revoke some first.`);
        if (state.tokens.has(id)) throw new HeedError('NOT_FOUND', 'This code has been used.', { path: 'code' });
      });
      return { token: known(id), secret: secret === null ? null : `heed_${id}_${secret}` };
    },
    async changeDisplay(id, change, by) {
      await refresh();
      const before = displays().find((token) => token.id === id);
      if (!before) throw new HeedError('NOT_FOUND', 'There is no display with this id.');
      const { name, wall, networks } = { ...before, ...change };
      await decide('changed', by, { id, name, wall, networks });
      return known(id);
    },
    list: () => [...state.tokens.values()].sort((left, right) => right.createdAt - left.createdAt).map(withoutHash),
    authenticate(bearer) {
      if (adminHash && sameHash(hashOf(bearer), adminHash)) return admin;
      const [, id = '', secret = ''] = /^heed_([0-9a-f]{12})_([\w-]{43})$/.exec(bearer) ?? [];
      const token = state.tokens.get(id);
      return token && sameHash(hashOf(secret), token.hash) && isAlive(token) ? callerOf(token) : null;
    },
    async create(input, by) {
      const id = randomBytes(6).toString('hex');
      const secret = randomBytes(32).toString('base64url');
      await decide('created', by, { id, ...input, hash: hashOf(secret) });
      return { token: known(id), secret: `heed_${id}_${secret}` };
    },
    async revoke(id, by) {
      await refresh();
      const token = state.tokens.get(id);
      if (!token) throw new HeedError('NOT_FOUND', 'There is no token with this id.');
      if (token.revokedAt === null) await decide('revoked', by, { id });
      return known(id);
    },
    current(caller) {
      if (caller.id === 'local' || caller.id === 'admin') return caller;
      const token = state.tokens.get(caller.id);
      return token && isAlive(token) ? callerOf(token) : null;
    },
  };
}
