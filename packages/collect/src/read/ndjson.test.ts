import { describe, expect, it } from 'vitest';
import { readNdjson, type NdjsonLimits } from './ndjson.ts';

async function rows(parts: (string | Uint8Array)[], limits?: NdjsonLimits): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const chunk of readNdjson(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)), limits)) {
    for (const { row, value, refusals } of chunk) all.push([row, refusals ? refusals[0]?.reason : value]);
  }
  return all;
}

describe('readNdjson', () => {
  it('counts lines as an editor does and goes on after a bad one', async () => {
    expect(await rows(['\ufeff{"a":1}\r\n\n  \nnot json\n{"b":2}'])).toEqual([[1, { a: 1 }], [4, 'is not JSON; send one JSON object a line'], [5, { b: 2 }]]);
  });

  it('joins lines and characters that were cut anywhere', async () => {
    const bytes = Buffer.from('{"a":"한😀"}\n{"b":"\\u0000"}\n');
    for (let cut = 1; cut < bytes.length; cut++) {
      expect(await rows([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual([[1, { a: '한😀' }], [2, { b: '\0' }]]);
    }
  });

  it('refuses lines that are too long without keeping them', async () => {
    const long = `{"a":"${'x'.repeat(50)}`;
    expect(await rows(['{"a":1}\n', long, long, '"}\n{"a":2}\n', long], { maxLine: 60 })).toEqual([
      [1, { a: 1 }],
      [2, 'is longer than 60 characters; send shorter rows'],
      [3, { a: 2 }],
      [4, 'is not JSON; send one JSON object a line'],
    ]);
  });

  it('refuses damaged lines only', async () => {
    const damaged = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc7, 0xd1]), Buffer.from('"}\n{"a":"\ufffe"}\n')]);
    const [first, second] = (await rows([damaged])) as [number, string][];
    expect(first?.[1]).toMatch(/not valid in its encoding/);
    expect(second).toEqual([2, { a: '\ufffe' }]);
    expect(await rows(['{"a":"\ufffd"}\n'])).toEqual([[1, { a: '\ufffd' }]]);
  });

  it('reads UTF-16 with a byte order mark', async () => {
    const bytes = Buffer.from('\ufeff{"a":"한"}\n', 'utf16le');
    expect(await rows([bytes.subarray(0, 5), bytes.subarray(5)])).toEqual([[1, { a: '한' }]]);
  });
});
