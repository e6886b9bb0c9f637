import { utf8Pieces } from './decode.ts';
import { NOT_UTF8, unreadable, type ByteStream, type ReadRow } from './read-row.ts';

export interface NdjsonLimits {
  /** Characters of one line; longer lines are refused without being held in memory. Default 1,048,576. */
  maxLine?: number;
  encoding?: string;
}

const MAX_LINE = 1_048_576;

/**
 * The values of a stream of JSON lines, in chunks, with constant memory. A line that is not JSON, too long or damaged is
 * refused by its number, and reading goes on. Empty lines are skipped, but counted, so that numbers are those of an editor.
 */
export async function* readNdjson(stream: ByteStream, { maxLine = MAX_LINE, encoding }: NdjsonLimits = {}): AsyncGenerator<ReadRow<unknown>[]> {
  let line = 0;
  let carry = '';
  let carryDamaged = false;
  let tooLong = false;

  function read(text: string, damaged: boolean, chunk: ReadRow<unknown>[]): void {
    line++;
    if (tooLong || text.length > maxLine) {
      tooLong = false;
      chunk.push(unreadable(line, 'text', `is longer than ${maxLine} characters; send shorter rows`));
    } else if (damaged && text.includes('\ufffd')) {
      chunk.push(unreadable(line, 'text', NOT_UTF8));
    } else if (text !== '' && text !== '\r') {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        if (text.trim() !== '') chunk.push(unreadable(line, 'text', 'is not JSON; send one JSON object a line'));
        return;
      }
      chunk.push({ row: line, value });
    }
  }

  for await (const { bytes, damaged } of utf8Pieces(stream, { encoding })) {
    const chunk: ReadRow<unknown>[] = [];
    const lines = bytes.toString('utf8').split('\n');
    const last = lines.length - 1;
    for (let index = 0; index < last; index++) {
      const text = lines[index] as string;
      if (index > 0) read(text, damaged, chunk);
      else {
        read(carry + text, damaged || carryDamaged, chunk);
        carry = '';
        carryDamaged = false;
      }
    }
    carry += lines[last] as string;
    carryDamaged ||= damaged;
    if (carry.length > maxLine) {
      tooLong = true;
      carry = '';
    }
    if (chunk.length > 0) yield chunk;
  }
  if (carry !== '' || tooLong) {
    const chunk: ReadRow<unknown>[] = [];
    read(carry, carryDamaged, chunk);
    if (chunk.length > 0) yield chunk;
  }
}
