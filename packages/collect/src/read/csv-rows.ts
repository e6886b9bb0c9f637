import { parse, type CsvError } from 'csv-parse';
import type { Utf8Piece } from './decode.ts';
import { NOT_UTF8, unreadable, type ReadRow } from './read-row.ts';

/** A record this long is an unclosed quote; the limits of the fields refuse long records well before. */
const MAX_RECORD = 16 * 1024 * 1024;

/** Parses pieces into rows. csv-parse calls back in the order of the file, for good and for broken records alike. */
export class CsvRows {
  header: string[] | undefined;
  private row = 0;
  private chunk: ReadRow<string[]>[] = [];
  private damaged = false;
  private readonly delimiter: string;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  async *chunks(pieces: AsyncIterable<Utf8Piece>): AsyncGenerator<ReadRow<string[]>[]> {
    const parser = parse({
      delimiter: this.delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD,
      skip_records_with_error: true,
      on_record: (record: string[]) => {
        this.record(record);
        return null;
      },
      on_skip: (error) => this.broken(error),
    });
    parser.resume();
    let failed = false;
    const ended = new Promise<void>((resolve) => {
      parser.once('end', resolve);
      parser.once('error', (error) => {
        failed = true;
        this.broken(error as CsvError);
        resolve();
      });
      parser.once('close', resolve);
    });
    let wasDamaged = false;
    for await (const { bytes, damaged } of pieces) {
      // A record may have begun in the piece before.
      this.damaged = damaged || wasDamaged;
      wasDamaged = damaged;
      await Promise.race([new Promise<void>((resolve) => parser.write(bytes, () => resolve())), ended]);
      if (this.chunk.length > 0) yield this.taken();
      if (failed || parser.writableEnded || parser.destroyed || parser.readableEnded) break;
    }
    if (!failed) {
      parser.end();
      await ended;
    }
    if (this.chunk.length > 0) yield this.taken();
  }

  private taken(): ReadRow<string[]>[] {
    const chunk = this.chunk;
    this.chunk = [];
    return chunk;
  }

  private record(record: string[]): void {
    if (!this.header) {
      this.header = uniqueNames(record);
      return;
    }
    this.row++;
    const expected = this.header.length;
    if (this.damaged && record.some((cell) => cell.includes('\ufffd'))) {
      this.chunk.push(unreadable(this.row, 'text', NOT_UTF8));
    } else if (record.length < expected || (record.length > expected && record.slice(expected).some((cell) => cell !== ''))) {
      this.chunk.push(unreadable(this.row, 'row', `has ${record.length} fields, but the header has ${expected}; put quotes around fields that hold the delimiter or line ends`));
    } else {
      this.chunk.push({ row: this.row, value: record });
    }
  }

  private broken(error: CsvError | undefined): undefined {
    this.row++;
    if (error?.code === 'CSV_QUOTE_NOT_CLOSED') {
      this.chunk.push(unreadable(this.row, 'row', 'opens a quote that is never closed, so everything after it was read as one field; close the quote'));
    } else if (error?.code === 'CSV_MAX_RECORD_SIZE') {
      this.chunk.push(unreadable(this.row, 'row', 'is longer than 16 MB, probably because a quote is never closed; nothing after it was read'));
    } else {
      this.chunk.push(unreadable(this.row, 'row', 'has broken quotes; double the quotes inside quoted fields'));
    }
    return undefined;
  }
}

/** Column names without outer spaces; an empty one is named by its position, a repeated one gets its number. */
function uniqueNames(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((cell, index) => {
    const name = cell.trim() || `column ${index + 1}`;
    let unique = name;
    for (let number = 2; seen.has(unique); number++) unique = `${name} ${number}`;
    seen.add(unique);
    return unique;
  });
}
