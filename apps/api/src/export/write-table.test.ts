import { buffer, text } from 'node:stream/consumers';
import { HOSTILE_TEXTS } from '@heed/sample';
import { formulaSafe, type Cell, type ExportTable } from '@heed/store';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects, parquetSchema, parquetMetadata } from 'hyparquet';
import readWorkbook, { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { EXPORT_FORMATS } from './export-format.ts';
import { writeTable } from './write-table.ts';
import { tableToXlsx } from './xlsx.ts';

const AT = Date.UTC(2026, 2, 29, 1, 30);
/** Beside hostile texts, what the formats themselves give a meaning to. */
const TEXTS = [...HOSTILE_TEXTS, '', ' ', ' lead and trail ', '_x0041_ is no A', '__x005F_', '\u0000\u0001\u001F\u007F', 'a\r\nb\rc\nd\te', '\uFFFE\uFFFF', '\uFEFFmark', '12', '1e5', 'TRUE', '2026-01-01', "'", '"', '""', ',', ';', '\\', '\\N', '＝1+1'];

const columns = [
  { name: 'text', type: 'text' },
  { name: 'whole', type: 'integer' },
  { name: 'number', type: 'number' },
  { name: 'flag', type: 'boolean' },
  { name: 'at', type: 'moment' },
  { name: 'local', type: 'localMoment' },
] as const;
const rows: Cell[][] = [...TEXTS.map((words, index): Cell[] => [words, index, index / 8, index % 2 === 0, AT + index * 1_000, AT]), [null, null, null, null, null, null]];
const table: ExportTable = { columns, rows };

describe('a table as', () => {
  test('CSV: every text comes back, with an apostrophe where a spreadsheet might run it', async () => {
    const csv = await text(writeTable(table, { format: 'csv', name: 'x' }));
    const read = parse<Record<string, string>>(csv, { columns: true });
    expect(read.map((row) => row.text)).toEqual([...TEXTS.map(formulaSafe), '']);
    // Four of the hostile texts, and the full-width one.
    expect(TEXTS.filter((words) => formulaSafe(words) !== words)).toHaveLength(5);
    expect(read[3]).toMatchObject({ whole: '3', number: '0.375', flag: 'false', at: '2026-03-29T01:30:03.000Z', local: '2026-03-29 01:30:00' });
    expect(csv.endsWith('\n,,,,,\n')).toBe(true);
  });

  test('NDJSON: every text comes back', async () => {
    const lines = (await text(writeTable(table, { format: 'ndjson', name: 'x' }))).trimEnd().split('\n');
    const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(read.map((row) => row.text)).toEqual([...TEXTS, null]);
    expect(read[3]).toEqual({ text: TEXTS[3], whole: 3, number: 0.375, flag: false, at: '2026-03-29T01:30:03.000Z', local: '2026-03-29 01:30:00' });
  });

  test('Parquet: every text comes back, and every type', async () => {
    const many = Array.from({ length: 1_000 }, () => rows).flat();
    const bytes = await buffer(writeTable({ columns, rows: many }, { format: 'parquet', name: 'x' }));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const metadata = parquetMetadata(file);
    expect(parquetSchema(metadata).children.map(({ element: { type, converted_type: converted } }) => [type, converted])).toEqual([
      ['BYTE_ARRAY', 'UTF8'], ['INT64', undefined], ['DOUBLE', undefined], ['BOOLEAN', undefined], ['INT64', 'TIMESTAMP_MILLIS'], ['BYTE_ARRAY', 'UTF8'],
    ]);
    // 45 rows or so a thousand times: groups of 20,000.
    expect(metadata.row_groups.length).toBe(Math.ceil(many.length / 20_000));
    const read = await parquetReadObjects({ file });
    // The reader takes a byte order mark at the start of a text for its own.
    const withoutMark = (words: unknown): unknown => (typeof words === 'string' ? words.replace(/^\uFEFF/, '') : words);
    expect(read.map((row): unknown => row.text)).toEqual(many.map(([words]) => withoutMark(words)));
    expect(read[3]).toEqual({ text: TEXTS[3], whole: 3n, number: 0.375, flag: false, at: new Date(AT + 3_000), local: '2026-03-29 01:30:00' });
    expect(read[rows.length - 1]).toEqual({ text: null, whole: null, number: null, flag: null, at: null, local: null });
  });

  test('Excel: every text comes back as text, numbers as numbers, moments as dates', async () => {
    const [header, ...read] = await readSheet(await buffer(writeTable(table, { format: 'xlsx', name: 'Feedback' })), 'Feedback', { trim: false });
    expect(header).toEqual([...columns.map(({ name }) => name), 'cut']);
    // The reader takes empty texts, and those of white space only, for nothing.
    expect(read.map((row) => row[0] ?? '')).toEqual(TEXTS);
    expect(read[3]?.slice(1, 4)).toEqual([3, 0.375, false]);
    // Excel counts days; the reader cuts what is left of a millisecond.
    expect(read[3]?.slice(4, 6).map((at) => Math.round(Number(at) / 1_000))).toEqual([AT / 1_000 + 3, AT / 1_000]);
    expect(read[3]?.slice(4)).toEqual([expect.any(Date), expect.any(Date), null]);
  });

  test('Excel: no cell is ever a formula', async () => {
    const parts = unzipSync(await buffer(writeTable(table, { format: 'xlsx', name: 'Feedback' })));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('=HYPERLINK');
    expect(sheet).not.toContain('<f');
    expect(sheet).toContain('state="frozen"');
  });

  test('Excel: a full sheet goes on in the next one, and a text that is too long is cut and named', async () => {
    const long = `${'x'.repeat(32_765)}🧨🧨`;
    const many: Cell[][] = [['a'.repeat(32_767), 'b'], [long, long], ['c', null], ['d', null]];
    const named = [{ name: 'one', type: 'text' }, { name: 'two', type: 'text' }] as const;
    const workbook = await buffer(tableToXlsx({ columns: named, rows: many }, { name: 'Feedback', rowsPerSheet: 3 }));
    const [first, second, ...more] = await readWorkbook(workbook, { trim: false });
    expect([first?.sheet, second?.sheet, more]).toEqual(['Feedback', 'Feedback_2', []]);
    const [, whole, cut] = first?.data ?? [];
    expect(whole).toEqual(['a'.repeat(32_767), 'b', null]);
    // 32,765 characters and the first half of a surrogate pair would be 32,766: the half goes too.
    expect(cut).toEqual([`${'x'.repeat(32_765)}…`, `${'x'.repeat(32_765)}…`, 'one, two']);
    expect(second?.data).toEqual([['one', 'two', 'cut'], ['c', null, null], ['d', null, null]]);
  });

  test.each(EXPORT_FORMATS)('%s: nothing is a file too', async (format) => {
    expect((await buffer(writeTable({ columns, rows: [] }, { format, name: 'x' }))).length).toBeGreaterThan(format === 'ndjson' ? -1 : 10);
  });

  test.each(EXPORT_FORMATS)('%s: fails when its rows fail, and lets go of them when nobody reads', async (format) => {
    let let_go = 0;
    async function* endless(failAt: number): AsyncGenerator<Cell[]> {
      try {
        for (let row = 0; ; row++) {
          if (row === failAt) throw new Error('cut');
          yield await Promise.resolve(rows[row % rows.length] as Cell[]);
        }
      } finally {
        let_go++;
      }
    }
    await expect(buffer(writeTable({ columns, rows: endless(50_000) }, { format, name: 'x' }))).rejects.toThrow('cut');
    expect(let_go).toBe(1);
    const left = writeTable({ columns, rows: endless(-1) }, { format, name: 'x' });
    for await (const part of left) if (part) break;
    await expect.poll(() => let_go).toBe(2);
  });
});
