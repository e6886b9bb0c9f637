import { Readable } from 'node:stream';
import type { ExportTable } from '@heed/store';
import { cellText } from './cell-text.ts';

/** A table as one JSON object a line, in UTF-8; texts unchanged. */
export function tableToNdjson({ columns, rows }: ExportTable): Readable {
  async function* lines(): AsyncGenerator<string> {
    for await (const row of rows) yield `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column.name, cellText(row[index] ?? null, column)])))}\n`;
  }
  return Readable.from(lines(), { objectMode: false });
}
