import { HeedError } from '@heed/domain';
import { json, urlencoded, type Request, type Response } from 'express';
import { SESSION_COOKIE } from '../access/authenticate.ts';
import { isOnWall } from '../access/wall-bound.ts';
import type { Heed } from '../heed.ts';
import type { Route } from './route.ts';

const SIXTY_DAYS_MS = 60 * 86_400_000;
const readers = [json({ limit: '4kb' }), urlencoded({ extended: false, limit: '4kb' })];

/** The fields of a small JSON or form body. */
async function bodyOf(request: Request, response: Response): Promise<{ token?: unknown; next?: unknown }> {
  for (const read of readers) {
    await new Promise<void>((resolve, reject) => read(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve())));
  }
  return (request.body as { token?: unknown; next?: unknown } | undefined) ?? {};
}

/** A path of Heed's own: a sign-in never leads to another site. */
function ownPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

/** Signing in and out on the dashboard: the token is kept in a cookie that only the server can read. */
export function sessionRoutes(heed: Heed): Route[] {
  const cookie = (secure: boolean) => ({ httpOnly: true, sameSite: 'strict', secure, path: '/' }) as const;
  return [
    {
      method: 'post',
      path: '/session',
      access: 'everyone',
      async handle(request, response) {
        const { token, next } = await bodyOf(request, response);
        const secret = typeof token === 'string' ? token.trim() : '';
        const known = heed.tokens.authenticate(secret);
        // A display's token opens its wall and no dashboard.
        const caller = isOnWall(known) ? null : known;
        // A page without scripts sends its form and wants to be led on; programs want an answer.
        const isForm = typeof request.is('application/x-www-form-urlencoded') === 'string';
        const target = ownPath(next);
        if (caller) response.cookie(SESSION_COOKIE, secret, { ...cookie(request.secure), maxAge: SIXTY_DAYS_MS });
        if (isForm) response.redirect(303, caller ? target : `/sign-in?failed&next=${encodeURIComponent(target)}`);
        else if (caller) response.json({ role: caller.role.toUpperCase() });
        else throw new HeedError('UNAUTHENTICATED', 'This token is not known here, or it has ended.');
      },
    },
    {
      method: 'delete',
      path: '/session',
      access: 'everyone',
      handle(request, response) {
        response.clearCookie(SESSION_COOKIE, cookie(request.secure));
        response.status(204).end();
      },
    },
  ];
}
