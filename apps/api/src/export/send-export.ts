import { once } from 'node:events';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { Response } from 'express';
import type { ExportOutcome } from '../ops/metrics.ts';

/** A reader who takes nothing for so long is taken for gone. */
const STALL_MS = 60_000;

interface Delivery {
  /** Compress on the way. */
  gzip: boolean;
  /** Called when there is something to send: the time to set headers, which a failure before must not find there. */
  begin?: () => void;
  stallMs?: number;
}

/** Ends the response when its reader takes nothing for `stallMs` while something waits to be taken; tells whether it did. */
function watchReader(response: Response, { stallMs }: { stallMs: number }): { stalled(): boolean; stop(): void } {
  let waitingSince: number | undefined;
  let stalled = false;
  const taken = (): void => void (waitingSince = undefined);
  response.on('drain', taken);
  const watching = setInterval(() => {
    if (!response.writableNeedDrain) taken();
    else waitingSince ??= performance.now();
    if (waitingSince === undefined || performance.now() - waitingSince < stallMs) return;
    stalled = true;
    response.destroy();
  }, stallMs / 10);
  watching.unref();
  return {
    stalled: () => stalled,
    stop() {
      clearInterval(watching);
      response.off('drain', taken);
    },
  };
}

/**
 * Sends the bytes of a file, as fast as they are taken and no faster, and says how it ended. A failure before the first byte
 * throws, so that it can still be told; after it the connection is reset. An end without the last chunk would do for HTTP
 * 1.1, but to an HTTP 1.0 reader, as some proxies are, it would look like the end of the file.
 */
export async function sendExport(bytes: Readable, response: Response, { gzip, begin, stallMs = STALL_MS }: Delivery): Promise<{ outcome: ExportOutcome; bytes: number; error?: unknown }> {
  await once(bytes, 'readable');
  begin?.();
  let failure: unknown;
  bytes.once('error', (error) => {
    // A reader who left took the bytes along; that is no failure of theirs.
    if (response.destroyed) return;
    failure = error;
    response.socket?.resetAndDestroy();
  });
  let sent = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      done(null, chunk);
    },
  });
  const reader = watchReader(response, { stallMs });
  try {
    // Its fastest level: on a network that is no slower than the engine the others would be what takes the time.
    if (gzip) await pipeline(bytes, createGzip({ level: constants.Z_BEST_SPEED }), meter, response);
    else await pipeline(bytes, meter, response);
    return { outcome: 'finished', bytes: sent };
  } catch (error) {
    if (reader.stalled()) return { outcome: 'stalled', bytes: sent };
    return failure === undefined ? { outcome: 'left', bytes: sent } : { outcome: 'failed', bytes: sent, error };
  } finally {
    reader.stop();
  }
}
