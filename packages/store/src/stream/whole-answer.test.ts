import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { wholeAnswer } from './whole-answer.ts';

const TAG = 'abcdefghijklmnop';
const MARK = `\r\n__exception__\r\n${TAG}\r\n`;
const WORDS = `Code: 395. DB::Exception: a very private sentence. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)\n90 ${TAG}\r\n__exception__\r\n`;

/** What a reader gets of these chunks: the text, and how it ended. */
async function readAll(chunks: Iterable<Buffer>, { dies = false } = {}): Promise<{ text: string; error: unknown }> {
  async function* source(): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
    if (dies) throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }
  const parts: Buffer[] = [];
  try {
    for await (const part of wholeAnswer(Readable.from(source(), { objectMode: false }), { tag: TAG, statement: 'store.test' })) parts.push(part as Buffer);
    return { text: Buffer.concat(parts).toString(), error: undefined };
  } catch (error) {
    return { text: Buffer.concat(parts).toString(), error };
  }
}

function cut(text: string, ...places: number[]): Buffer[] {
  const bytes = Buffer.from(text);
  return [0, ...places].map((place, index) => bytes.subarray(place, [...places, bytes.length][index]));
}

describe('a whole answer', () => {
  test('passes text through that only looks like the mark, however it is cut', async () => {
    const text = `a\r\n__exception__\r\nb\r\n\r\n__exc${MARK.slice(0, -3)}x\r`;
    for (let place = 0; place <= text.length; place++) expect(await readAll(cut(text, place))).toEqual({ text, error: undefined });
    expect(await readAll(Array.from(Buffer.from(text), (byte) => Buffer.of(byte)))).toEqual({ text, error: undefined });
  });

  test('is failed by the mark, wherever it is cut, and the words of the engine reach nobody', async () => {
    const text = `row 1\nrow 2${MARK}${WORDS}`;
    for (let place = 0; place <= text.length; place++) {
      for (const dies of [true, false]) {
        const { text: read, error } = await readAll(cut(text, place), { dies });
        expect('row 1\nrow 2').toContain(read);
        expect(error).toMatchObject({ name: 'StoreError', engineCode: 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO' });
        expect(String(error)).not.toContain('private');
      }
    }
  });

  test('is failed by an engine that dies without a word', async () => {
    expect((await readAll(cut('row 1\nrow 2'), { dies: true })).error).toMatchObject({ name: 'HeedError', code: 'UNAVAILABLE' });
  });
});
