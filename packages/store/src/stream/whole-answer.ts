import { pipeline, Transform, type Readable } from 'node:stream';
import { parseError } from '@clickhouse/client';
import { translate } from '../store-error.ts';

/** How many bytes at the end of `bytes` may be the beginning of `mark`. */
function beginning(mark: Buffer, { of: bytes }: { of: Buffer }): number {
  for (let at = Math.max(0, bytes.length - mark.length + 1); at < bytes.length; at++) {
    at = bytes.indexOf(mark[0] as number, at);
    if (at === -1) return 0;
    if (mark.subarray(0, bytes.length - at).equals(bytes.subarray(at))) return bytes.length - at;
  }
  return 0;
}

/**
 * The bytes of an answer that ends only when it is whole, and fails otherwise.
 *
 * The engine begins to answer before it is done, so a failure comes in the middle: it writes a mark that holds a random tag
 * (told in the header X-ClickHouse-Exception-Tag since 25.11), then its words, and ends the connection without the last
 * chunk. Mark and words are no part of the answer and never reach the reader; the failure comes as HeedError or StoreError
 * of `statement`, also when the engine dies without a word.
 */
export function wholeAnswer(source: Readable, { tag, statement }: { tag: string; statement: string }): Readable {
  const mark = Buffer.from(`\r\n__exception__\r\n${tag}\r\n`);
  let held: Buffer = Buffer.alloc(0);
  /** What follows the mark, once it was seen. */
  let words: Buffer[] | undefined;
  const failure = (): Error => translate(parseError(Buffer.concat(words ?? []).toString()), { statement });

  const answer = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (words) {
        words.push(chunk);
        done();
        return;
      }
      const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      const at = bytes.indexOf(mark);
      if (at >= 0) words = [bytes.subarray(at + mark.length)];
      const end = at >= 0 ? at : bytes.length - beginning(mark, { of: bytes });
      held = at >= 0 ? Buffer.alloc(0) : bytes.subarray(end);
      done(null, bytes.subarray(0, end));
    },
    flush(done) {
      if (words) done(failure());
      else done(null, held);
    },
    destroy(error, done) {
      if (words) done(failure());
      else done(error && error.name !== 'AbortError' ? translate(error, { statement }) : error);
    },
  });
  // Both ends stand for each other: a reader that goes away ends the connection, and with it the work of the engine.
  pipeline(source, answer, () => undefined);
  return answer;
}
