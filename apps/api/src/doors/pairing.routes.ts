import { json, type Request, type Response } from 'express';
import { addressOf, neighbourhoodOf } from '../access/networks.ts';
import type { Heed } from '../heed.ts';
import type { Route } from './route.ts';

const readBody = json({ limit: '4kb' });

async function hashOf(request: Request, response: Response): Promise<unknown> {
  await new Promise<void>((resolve, reject) => readBody(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve())));
  return (request.body as { hash?: unknown } | undefined)?.hash;
}

/**
 * The doors for displays that nobody has signed in: one shows a code, and asks whether somebody let it in. What it is told is no secret:
 * only who has the secret behind the hash can use the token.
 */
export function pairingRoutes({ pairings, config }: Pick<Heed, 'pairings' | 'config'>): Route[] {
  return [
    {
      method: 'post',
      path: '/wall/pairing',
      access: 'everyone',
      async handle(request, response) {
        const { pairing, code, expiresAt } = await pairings.request(await hashOf(request, response), neighbourhoodOf(addressOf(request, config.trustedProxies)));
        response.setHeader('Cache-Control', 'no-store');
        response.json({ pairing, code, expiresAt: new Date(expiresAt).toISOString() });
      },
    },
    {
      method: 'get',
      path: '/wall/pairing/:pairing',
      access: 'everyone',
      async handle(request, response) {
        response.setHeader('Cache-Control', 'no-store');
        response.json(await pairings.status(String(request.params.pairing)));
      },
    },
  ];
}
