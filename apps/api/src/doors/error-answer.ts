import { HeedError, type ErrorCode } from '@heed/domain';
import type { ErrorRequestHandler } from 'express';
import type { ReportFailure } from '../graphql/errors.ts';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  PAYLOAD_TOO_LARGE: 413,
  UNAVAILABLE: 503,
};

/** What body-parser and zlib throw, in our words. */
function known(error: unknown): HeedError | undefined {
  if (error instanceof HeedError) return error;
  const { type, code } = (error ?? {}) as { type?: string; code?: string };
  if (type === 'entity.too.large') return new HeedError('PAYLOAD_TOO_LARGE', 'The body is larger than 4 MB; send less at once, or a stream to /collect/ndjson.');
  if (type === 'entity.parse.failed') return new HeedError('BAD_USER_INPUT', 'The body is not JSON.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return new HeedError('BAD_USER_INPUT', 'The body has an encoding that is not understood; use UTF-8, plain or gzip.');
  if (type === 'request.aborted') return new HeedError('BAD_USER_INPUT', 'The body ended early.');
  if (code?.startsWith('Z_') || code === 'ERR_PADDING') return new HeedError('BAD_USER_INPUT', 'The body says that it is gzip, but it is damaged.');
  return undefined;
}

/** The last handler: every failure as `{ code, message }` with its status, and Retry-After where it helps. */
export function errorAnswer(report: ReportFailure): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const expected = known(error);
    if (!expected) {
      const id = report(error);
      response.status(500).json({ code: 'INTERNAL_SERVER_ERROR', message: `Something went wrong inside Heed. Its log names it ${id}.`, id });
      return;
    }
    const wait = expected.details.retryAfterSeconds;
    if (typeof wait === 'number') response.setHeader('Retry-After', String(wait));
    response.status(STATUS[expected.code]).json({ ...expected.details, code: expected.code, message: expected.message });
  };
}
