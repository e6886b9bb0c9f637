import { describe, expect, it } from 'vitest';
import { readCsv, type CsvOptions } from './csv.ts';

async function read(parts: (string | Uint8Array)[], options?: CsvOptions): Promise<{ header: string[]; delimiter: string; rows: unknown[] }> {
  const csv = await readCsv(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)), options);
  const rows: unknown[] = [];
  for await (const chunk of csv.rows) for (const { row, value, refusals } of chunk) rows.push([row, refusals ? refusals[0]?.reason : value]);
  return { header: csv.header, delimiter: csv.delimiter, rows };
}

describe('readCsv', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j', async (delimiter) => {
    const text = [['id', 'text, or; so|on\tx'], ['1', 'a']].map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join('\r\n');
    expect(await read([text])).toEqual({ header: ['id', 'text, or; so|on\tx'], delimiter, rows: [[1, ['1', 'a']]] });
  });

  it('reads quotes, line ends in fields and every kind of line end', async () => {
    expect((await read(['a,b\r\n1,"x ""y""\r\nz"\n5" screen,"2"\r3,4'])).rows).toEqual([[1, ['1', 'x "y"\r\nz']], [2, ['5" screen', '2']], [3, ['3', '4']]]);
  });

  it('refuses rows of another width by their number, and goes on', async () => {
    expect((await read(['a,b\n1\n1,2,3\n1,2,,\n\n3,4\n'])).rows).toEqual([
      [1, expect.stringMatching(/has 1 fields, but the header has 2/)],
      [2, expect.stringMatching(/has 3 fields/)],
      [3, ['1', '2', '', '']],
      [4, ['3', '4']],
    ]);
  });

  it('says when a quote is never closed', async () => {
    expect((await read(['a,b\n1,2\n3,"4\n5,6\n'])).rows).toEqual([[1, ['1', '2']], [2, expect.stringMatching(/never closed/)]]);
  });

  it('gives columns names that are unique and not empty', async () => {
    expect((await read(['a, a ,,a\n1,2,3,4'])).header).toEqual(['a', 'a 2', 'column 3', 'a 3']);
  });

  it('reads UTF-8 and UTF-16 with marks, named encodings, and refuses damaged rows', async () => {
    const text = '\ufefftext,n\n한,2\n';
    for (const bytes of [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()]) {
      expect(await read([bytes.subarray(0, 7), bytes.subarray(7)])).toMatchObject({ header: ['text', 'n'], rows: [[1, ['한', '2']]] });
    }
    const korean = [Buffer.from('text,n\n'), Buffer.from([0xc7, 0xd1]), Buffer.from(',2\nok,3\n')];
    expect((await read(korean, { encoding: 'euc-kr' })).rows).toEqual([[1, ['한', '2']], [2, ['ok', '3']]]);
    expect((await read([Buffer.concat(korean)])).rows).toEqual([[1, expect.stringMatching(/save the file as UTF-8/)], [2, ['ok', '3']]]);
    await expect(read(['a\n'], { encoding: 'klingon' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each(['', '\n\n', '\ufeff'])('needs a header, unlike %j', async (text) => {
    await expect(read([text])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
