import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HeedError, ROLES, type Role } from '@heed/domain';
import type { Journal, JournalEvent } from '@heed/store';
import * as z from 'zod';
import type { Caller } from './caller.ts';

/** A token without its secret. */
export interface AccessToken {
  id: string;
  name: string;
  role: Role;
  departments: string[] | null;
  /** Key of the person who holds it, or null. */
  person: string | null;
  /** Epoch milliseconds, as all moments here. */
  createdAt: number;
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
  expiresAt: z.number().nullable(),
  hash: z.string(),
});
const revoked = z.object({ id: z.string() });

interface State {
  version: number;
  tokens: ReadonlyMap<string, AccessToken & { hash: string }>;
}

const STREAM = 'tokens';

function apply(state: State, event: JournalEvent): State {
  const tokens = new Map(state.tokens);
  if (event.type === 'created') {
    const { hash, ...token } = created.parse(event.payload);
    tokens.set(token.id, { ...token, createdAt: event.at, revokedAt: null, hash });
  } else if (event.type === 'revoked') {
    const token = tokens.get(revoked.parse(event.payload).id);
    if (token) tokens.set(token.id, { ...token, revokedAt: token.revokedAt ?? event.at });
  }
  return { version: event.version, tokens };
}

/** A secret has 256 random bits, so a plain hash is enough to keep; there is nothing to guess. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const sameHash = (left: string, right: string): boolean => timingSafeEqual(Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));

export interface Tokens {
  /** Newest first. */
  list(): AccessToken[];
  /** The caller behind a bearer token, or null when it is unknown, revoked or expired. */
  authenticate(bearer: string): Caller | null;
  /** Makes a token; its secret is returned once and cannot be read again. */
  create(input: { name: string; role: Role; departments: string[] | null; person: string | null; expiresAt: number | null }, by: Caller): Promise<{ token: AccessToken; secret: string }>;
  /** Throws NOT_FOUND for an unknown id; revoking twice changes nothing. */
  revoke(id: string, by: Caller): Promise<AccessToken>;
  /** What a caller that was authenticated once is by now, the same object while that is what it was; null when it may not go on. */
  current(caller: Caller): Caller | null;
  /** Reads what other processes decided. */
  refresh(): Promise<void>;
}

/** Access tokens, derived from the journal. Call `refresh` once before use, and regularly after. */
export function createTokens({ journal, adminToken, now }: { journal: Journal; adminToken: string | undefined; now: () => number }): Tokens {
  let state: State = { version: 0, tokens: new Map() };
  const adminHash = adminToken === undefined ? undefined : hashOf(adminToken);
  const admin: Caller = { id: 'admin', role: 'admin', departments: null, person: null, expiresAt: null };
  const callers = new WeakMap<AccessToken, Caller>();
  function callerOf(token: AccessToken): Caller {
    const known = callers.get(token);
    if (known) return known;
    const caller: Caller = { id: token.id, role: token.role, departments: token.departments, person: token.person, expiresAt: token.expiresAt };
    callers.set(token, caller);
    return caller;
  }
  const isAlive = (token: AccessToken): boolean => token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now());
  const withoutHash = ({ hash: _, ...token }: AccessToken & { hash: string }): AccessToken => token;

  async function refresh(): Promise<void> {
    for (const event of await journal.read(STREAM, { after: state.version })) {
      if (event.version > state.version) state = apply(state, event);
    }
  }

  async function decide(type: string, by: Caller, payload: unknown): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      await refresh();
      try {
        const event = await journal.append(STREAM, { expected: state.version, type, actor: by.id, at: now(), payload });
        state = apply(state, event);
        return;
      } catch (error) {
        // Another token was made or revoked at the same moment, which does not change this decision.
        if (!(error instanceof HeedError && error.code === 'CONFLICT') || attempt >= 10) throw error;
      }
    }
  }

  return {
    refresh,
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
      const token = state.tokens.get(id);
      if (!token) throw new Error('a token that was just made is missing');
      return { token: withoutHash(token), secret: `heed_${id}_${secret}` };
    },
    async revoke(id, by) {
      await refresh();
      const known = state.tokens.get(id);
      if (!known) throw new HeedError('NOT_FOUND', 'There is no token with this id.');
      if (known.revokedAt === null) await decide('revoked', by, { id });
      return withoutHash(state.tokens.get(id) ?? known);
    },
    current(caller) {
      if (caller.id === 'local' || caller.id === 'admin') return caller;
      const token = state.tokens.get(caller.id);
      return token && isAlive(token) ? callerOf(token) : null;
    },
  };
}
