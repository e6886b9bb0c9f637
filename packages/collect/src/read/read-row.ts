import type { Refusal } from '@heed/domain';

/** One row of a body or file: what stood there, or why it could not be read. Readers yield them in chunks for speed. */
export type ReadRow<T> =
  | {
      /** Position from 1 as the sender counts: the line of NDJSON; for CSV the row after the header, which is line 1. */
      row: number;
      value: T;
      refusals?: undefined;
    }
  | { row: number; value?: undefined; refusals: Refusal[] };

/** Bytes from a file, a request body or a decompressor. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A row that could not be read at all. */
export function unreadable(row: number, kind: string, reason: string): { row: number; refusals: Refusal[] } {
  return { row, refusals: [{ column: '', kind, reason }] };
}

export const NOT_UTF8 = 'is not valid in its encoding; save the file as UTF-8, or name its encoding';
