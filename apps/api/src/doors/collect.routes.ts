import { createGunzip } from 'node:zlib';
import { pipeline, Transform, type Readable } from 'node:stream';
import { createMapper, guessColumns, readCsv, readNdjson, type StreamTotals } from '@heed/collect';
import { HeedError, SUBMITTERS } from '@heed/domain';
import type { Request, Response } from 'express';
import type { Heed } from '../heed.ts';
import type { Route } from './route.ts';

/** The largest body, after decompression. Larger files go in parts, or through `npm run import`. */
const MAX_BODY_BYTES = 2 * 1024 ** 3;
/** A sender that says nothing for so long is gone. */
const IDLE_MS = 30_000;

/** The body's bytes, decompressed, with an end to both size and patience. */
function bodyOf(request: Request): Readable {
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

function answer(response: Response, totals: StreamTotals): void {
  const { refusedRows, warnings, ...counts } = totals;
  const refusals = refusedRows.flatMap(({ row, refusals: reasons }) => reasons.map((reason) => ({ row, ...reason })));
  response.json({ ...counts, refusals, refusalsComplete: refusedRows.length === counts.refused, warnings });
}

/** The doors for much at once: NDJSON and CSV bodies, streamed. */
export function collectRoutes(heed: Heed): Route[] {
  const counted = (door: string, totals: StreamTotals): StreamTotals => {
    heed.metrics.counted(door, totals);
    return totals;
  };
  return [
    {
      method: 'post',
      path: '/collect/ndjson',
      access: SUBMITTERS,
      async handle(request, response) {
        const source = typeof request.query.source === 'string' ? request.query.source : undefined;
        const map = source ? (value: unknown): unknown => (value !== null && typeof value === 'object' ? { source, ...value } : value) : undefined;
        // A sender that knows only text (a file's cells) says so, and "9" is then a nine.
        const text = request.query.text === 'true';
        answer(response, counted('ndjson', await heed.collector.submitStream(readNdjson(bodyOf(request)), { text, timeZone: heed.config.timeZone, ...(map ? { map } : {}) })));
      },
    },
    {
      method: 'post',
      path: '/collect/csv',
      access: SUBMITTERS,
      async handle(request, response) {
        const reading = await readCsv(bodyOf(request));
        const mapping = guessColumns(reading.header, reading.sample);
        const source = typeof request.query.source === 'string' ? request.query.source : 'upload';
        const totals = await heed.collector.submitStream(reading.rows, { text: true, timeZone: heed.config.timeZone, map: createMapper(mapping, { source, now: heed.now() }) });
        answer(response, counted('csv', totals));
      },
    },
  ];
}
