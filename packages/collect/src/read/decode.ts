import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { HeedError } from '@heed/domain';
import type { ByteStream } from './read-row.ts';

/** A piece of a stream as valid UTF-8 that ends between two characters. */
export interface Utf8Piece {
  bytes: Buffer;
  /** Some bytes were no text in the stream's encoding; U+FFFD stands for them. */
  damaged: boolean;
}

/** Larger pieces are cut, so that one huge buffer costs no more memory than a stream of small ones. */
const PIECE = 256 * 1024;

/**
 * The stream as UTF-8 pieces. A byte order mark names UTF-8 or UTF-16 and is dropped; otherwise the encoding is
 * `encoding` (a WHATWG label such as `euc-kr` or `windows-1254`), by default UTF-8. Throws BAD_USER_INPUT for an unknown
 * label.
 */
export async function* utf8Pieces(stream: ByteStream, { encoding = 'utf-8' }: { encoding?: string | undefined } = {}): AsyncGenerator<Utf8Piece> {
  let decoder: TextDecoder | undefined;
  let label = encoding;
  let started = false;
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of pieces(stream)) {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (!started) {
      if (rest.length < 3) continue;
      const mark = markOf(rest);
      label = mark?.label ?? encoding;
      rest = rest.subarray(mark?.length ?? 0);
      decoder = decoderFor(label);
      started = true;
    }
    if (decoder) {
      yield transcoded(decoder.decode(rest, { stream: true }));
      rest = Buffer.alloc(0);
    } else {
      const end = lastBoundary(rest);
      yield checked(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  }
  if (!started) decoder = decoderFor(label);
  if (decoder) yield transcoded(decoder.decode(rest));
  else if (rest.length > 0) yield checked(rest);
}

async function* pieces(stream: ByteStream): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
  }
}

function markOf(bytes: Buffer): { label: string; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { label: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { label: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { label: 'utf-16be', length: 2 };
  return undefined;
}

/** A decoder for every encoding but UTF-8, which needs none. */
function decoderFor(label: string): TextDecoder | undefined {
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding === 'utf-8' ? undefined : decoder;
  } catch {
    throw new HeedError('BAD_USER_INPUT', 'The encoding is unknown; use a name such as utf-8, utf-16le, euc-kr, big5 or windows-1254.');
  }
}

function transcoded(text: string): Utf8Piece {
  return { bytes: Buffer.from(text), damaged: text.includes('\ufffd') };
}

function checked(bytes: Buffer): Utf8Piece {
  return isUtf8(bytes) ? { bytes, damaged: false } : { bytes: Buffer.from(bytes.toString('utf8')), damaged: true };
}

/** Where the last whole character ends: an unfinished one of up to three bytes waits for the next piece. */
function lastBoundary(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
