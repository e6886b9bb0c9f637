import type { IncomingMessage } from 'node:http';
import { HeedError } from '@heed/domain';
import type { Caller } from './caller.ts';
import { addressOf, isWithin } from './networks.ts';
import type { Tokens } from './tokens.ts';

/** Name of the cookie in which the dashboard's token is kept, readable by the server only. */
export const SESSION_COOKIE = 'heed_session';

const LOCAL_CALLER: Caller = { id: 'local', role: 'admin', departments: null, person: null, expiresAt: null };

export interface Gate {
  /** The caller of a request: the bearer token, else the session cookie, else (in local mode) the person at this machine. */
  callerOf(request: IncomingMessage, shown?: { token?: string | undefined }): Caller | null;
  /**
   * Throws FORBIDDEN for a request that a page of another site made the browser send, and, in local mode, for one under
   * a foreign host name: a name that was made to point at this machine would otherwise reach everything.
   */
  assertOwnSite(request: IncomingMessage): void;
}

/** The text of a cookie's value, which was written percent-encoded; a damaged one as it stands. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function cookie(request: IncomingMessage, name: string): string | undefined {
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const [key, value] = part.trim().split(/=(.*)/s, 2);
    if (key === name && value) return decoded(value);
  }
  return undefined;
}

const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** True for a request that a person at this machine made, under its own name and not through a proxy for others. */
function isFromThisMachine({ headers }: IncomingMessage): boolean {
  return LOOPBACK_HOST.test(headers.host ?? '') && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}

/** How requests are let in. */
export function createGate({ tokens, localMode, publicUrl, trustedProxies }: { tokens: Tokens; localMode: boolean; publicUrl: string | undefined; trustedProxies: number }): Gate {
  /** Nobody where the caller may not connect from there. */
  const from = (request: IncomingMessage, caller: Caller | null): Caller | null => (caller && isWithin(addressOf(request, trustedProxies), caller.networks ?? []) ? caller : null);
  return {
    callerOf(request, { token } = {}) {
      const bearer = token ?? /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      // A token that is shown and wrong is wrong, also in local mode; a cookie may be left from another time.
      if (bearer !== undefined) return from(request, tokens.authenticate(bearer));
      const session = cookie(request, SESSION_COOKIE);
      return (session === undefined ? null : from(request, tokens.authenticate(session))) ?? (localMode && isFromThisMachine(request) ? LOCAL_CALLER : null);
    },
    assertOwnSite(request) {
      const { origin, host = '' } = request.headers;
      if (localMode && !LOOPBACK_HOST.test(host)) {
        throw new HeedError('FORBIDDEN', 'In local mode Heed answers only under the name localhost; open http://localhost instead, or configure access.');
      }
      if (origin === undefined) return;
      const own = URL.parse(origin)?.host === host || origin === publicUrl;
      if (!own) throw new HeedError('FORBIDDEN', 'This request came from a page of another site; set HEED_PUBLIC_URL if that is the address of Heed.');
    },
  };
}
