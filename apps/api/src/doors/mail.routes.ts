import { HeedError, SUBMITTERS } from '@heed/domain';
import { LARGEST_MAIL } from '@heed/loops';
import { json, raw, urlencoded, type Request, type RequestHandler, type Response } from 'express';
import type { Heed } from '../heed.ts';
import type { Route } from './route.ts';

/** The mail itself; one byte more than is taken, so that what is too large is told from what is not. */
const mailBody = raw({ type: () => true, limit: LARGEST_MAIL });
const smallBodies = [json({ limit: '32kb' }), urlencoded({ extended: false, limit: '32kb' })];

async function read(request: Request, response: Response, readers: readonly RequestHandler[]): Promise<unknown> {
  for (const reader of readers) {
    await new Promise<void>((resolve, reject) => void reader(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve())));
  }
  return request.body as unknown;
}

async function readMail(request: Request, response: Response): Promise<Buffer> {
  const body = await read(request, response, [mailBody]).catch((error: unknown) => {
    if ((error as { type?: string }).type === 'entity.too.large') throw new HeedError('PAYLOAD_TOO_LARGE', 'The mail is larger than 10 MB; send it without what is attached.');
    throw error;
  });
  if (!Buffer.isBuffer(body) || body.length === 0) throw new HeedError('BAD_USER_INPUT', 'Send the mail itself as the body, as it came, with its headers.');
  return body;
}

/** The fields of a small JSON or form body. */
async function fieldsOf(request: Request, response: Response): Promise<Record<string, unknown>> {
  const body = await read(request, response, smallBodies);
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A score from a program (a number) or from a form (text); NaN for anything else. */
function scoreOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,2}$/.test(value) ? Number(value) : NaN;
}

/**
 * The doors of mail: what a mail server hands over, and the links in letters, which customers open without signing in. Answers about links
 * tell nothing of anybody.
 */
export function mailRoutes({ mail, workspace }: Pick<Heed, 'mail' | 'workspace'>): Route[] {
  return [
    {
      method: 'post',
      path: '/collect/email',
      access: SUBMITTERS,
      async handle(request, response) {
        const { status } = await mail.receive(await readMail(request, response));
        response.json({ status });
      },
    },
    {
      method: 'post',
      path: '/collect/opt-out',
      access: 'everyone',
      async handle(request, response) {
        const { token } = await fieldsOf(request, response);
        await mail.optOut(textOf(token));
        response.json({ state: 'opted_out' });
      },
    },
    {
      // Mail programs stop letters with one click, without opening the page (RFC 8058).
      method: 'post',
      path: '/m/:token',
      access: 'everyone',
      async handle(request, response) {
        await mail.optOut(textOf(request.params.token));
        response.json({ state: 'opted_out' });
      },
    },
    {
      method: 'get',
      path: '/reask/:token',
      access: 'everyone',
      async handle(request, response) {
        response.setHeader('Cache-Control', 'no-store');
        response.json({ ...(await mail.reask(textOf(request.params.token))), company: workspace.name() });
      },
    },
    {
      method: 'post',
      path: '/reask/:token',
      access: 'everyone',
      async handle(request, response) {
        const { score, comment } = await fieldsOf(request, response);
        response.json({ ...(await mail.answer(textOf(request.params.token), { score: scoreOf(score), comment: textOf(comment) })), company: workspace.name() });
      },
    },
  ];
}
