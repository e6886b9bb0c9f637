import { pipeline, Readable } from 'node:stream';
import { formulaSafe, type Cell, type ExportTable } from '@heed/store';
import { stringify } from 'csv-stringify';
import { cellText } from './cell-text.ts';

/**
 * A table as CSV (RFC 4180, UTF-8) with a header line: texts quoted and safe from being run as formulas, nothing as an empty
 * cell. The engine writes feedback itself, in the same way.
 */
export function tableToCsv({ columns, rows }: ExportTable): Readable {
  async function* lines(): AsyncGenerator<Cell[]> {
    yield columns.map(({ name }) => formulaSafe(name));
    for await (const row of rows) {
      yield row.map((cell, index) => {
        const text = cellText(cell, columns[index] ?? { type: 'text' });
        return typeof text === 'string' ? formulaSafe(text) : text;
      });
    }
  }
  return pipeline(Readable.from(lines()), stringify({ quoted_string: true, cast: { boolean: String } }), () => undefined);
}
