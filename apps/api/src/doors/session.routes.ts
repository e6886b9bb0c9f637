import { HeedError } from '@heed/domain';
import { json } from 'express';
import { SESSION_COOKIE } from '../access/authenticate.ts';
import type { Heed } from '../heed.ts';
import type { Route } from './route.ts';

const SIXTY_DAYS_MS = 60 * 86_400_000;
const readJson = json({ limit: '4kb' });

/** Signing in and out on the dashboard: the token is kept in a cookie that only the server can read. */
export function sessionRoutes(heed: Heed): Route[] {
  const cookie = (secure: boolean) => ({ httpOnly: true, sameSite: 'strict', secure, path: '/' }) as const;
  return [
    {
      method: 'post',
      path: '/session',
      access: 'everyone',
      async handle(request, response) {
        await new Promise<void>((resolve, reject) => readJson(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve())));
        const token: unknown = (request.body as { token?: unknown } | undefined)?.token;
        const caller = typeof token === 'string' ? heed.tokens.authenticate(token.trim()) : null;
        if (!caller || typeof token !== 'string') throw new HeedError('UNAUTHENTICATED', 'This token is not known here, or it has ended.');
        response.cookie(SESSION_COOKIE, token.trim(), { ...cookie(request.secure), maxAge: SIXTY_DAYS_MS });
        response.json({ role: caller.role.toUpperCase() });
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
