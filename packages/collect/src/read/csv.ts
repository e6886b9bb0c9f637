import { HeedError } from '@heed/domain';
import { utf8Pieces, type Utf8Piece } from './decode.ts';
import { CsvRows } from './csv-rows.ts';
import { detectDelimiter } from './delimiter.ts';
import type { ByteStream, ReadRow } from './read-row.ts';

export interface CsvOptions {
  /** Found in the first lines when not given. */
  delimiter?: string;
  /** A WHATWG label; a byte order mark wins over it. Default UTF-8. */
  encoding?: string;
}

/** An opened CSV: its header, some rows to guess from, and all rows (the sample among them). */
export interface CsvReading {
  /** Names of the columns, made unique, never empty. */
  header: string[];
  /** Up to 1,000 readable rows from the beginning. */
  sample: string[][];
  delimiter: string;
  rows: AsyncGenerator<ReadRow<string[]>[]>;
}

const SAMPLE_ROWS = 1_000;

/**
 * Opens a CSV with a header line, with constant memory. Rows with too many or too few fields, broken quotes or damaged
 * text are refused by their number (the first row after the header is 1), and reading goes on. Throws BAD_USER_INPUT
 * when there is no header.
 */
export async function readCsv(stream: ByteStream, options: CsvOptions = {}): Promise<CsvReading> {
  const pieces = utf8Pieces(stream, { encoding: options.encoding });
  let first = await pieces.next();
  while (!first.done && first.value.bytes.length === 0) first = await pieces.next();
  if (first.done) throw new HeedError('BAD_USER_INPUT', 'The file is empty; its first line must name the columns.');
  const delimiter = options.delimiter ?? detectDelimiter(first.value.bytes.toString('utf8', 0, 65_536));
  const reader = new CsvRows(delimiter);
  const chunks = reader.chunks(chain(first.value, pieces));

  const early: ReadRow<string[]>[][] = [];
  const sample: string[][] = [];
  let ended = false;
  while (sample.length < SAMPLE_ROWS && !ended) {
    const next = await chunks.next();
    if (next.done) ended = true;
    else {
      early.push(next.value);
      for (const { value } of next.value) if (value && sample.length < SAMPLE_ROWS) sample.push(value);
    }
  }
  if (!reader.header) throw new HeedError('BAD_USER_INPUT', 'The file has no header; its first line must name the columns.');
  async function* rows(): AsyncGenerator<ReadRow<string[]>[]> {
    for (let chunk = early.shift(); chunk; chunk = early.shift()) yield chunk;
    yield* chunks;
  }
  return { header: reader.header, sample, delimiter, rows: rows() };
}

async function* chain(first: Utf8Piece, rest: AsyncGenerator<Utf8Piece>): AsyncGenerator<Utf8Piece> {
  yield first;
  yield* rest;
}
