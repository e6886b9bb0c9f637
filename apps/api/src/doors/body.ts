import { pipeline, Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HeedError, type Refusal } from '@heed/domain';
import type { Request, Response } from 'express';

/** The largest body, after decompression. Larger files go in parts, or through `npm run import`. */
const MAX_BODY_BYTES = 2 * 1024 ** 3;
/** A sender that says nothing for so long is gone. */
const IDLE_MS = 30_000;

/** The body's bytes, decompressed, with an end to both size and patience. */
export function bodyOf(request: Request): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) throw new HeedError('BAD_USER_INPUT', 'The Content-Encoding is not understood; send the body plain or as gzip.');
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) done(new HeedError('PAYLOAD_TOO_LARGE', 'The body is larger than 2 GB; send it in parts. What was read until here is stored.'));
      else done(null, chunk);
    },
  });
  request.setTimeout(IDLE_MS, () => request.destroy());
  const passed = (): void => undefined;
  return encoding === 'identity' ? pipeline(request, limit, passed) : pipeline(request, createGunzip(), limit, passed);
}

/** What became of the rows of a body. */
export interface BodyTotals {
  received: number;
  accepted: number;
  corrected: number;
  duplicate: number;
  refused: number;
  refusedRows: readonly { row: number; refusals: readonly Refusal[] }[];
  warnings: readonly { warning: string; rows: number }[];
}

/** Answers with the counts, every refusal with its row, and whether these are all. */
export function answerTotals(response: Response, totals: BodyTotals): void {
  const { refusedRows, warnings, ...counts } = totals;
  const refusals = refusedRows.flatMap(({ row, refusals: reasons }) => reasons.map((reason) => ({ row, ...reason })));
  response.json({ ...counts, refusals, refusalsComplete: refusedRows.length === counts.refused, warnings });
}
