import { Readable } from 'node:stream';
import type { Cell, ColumnType, ExportTable } from '@heed/store';
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx';

/** More characters (UTF-16 units) in a cell, and Excel calls the file damaged. */
const MAX_CELL = 32_767;

/** The column that names the cells of its row which were longer than that. */
const CUT_COLUMN = 'cut';

const DATE_FORMAT = 'yyyy-mm-dd hh:mm:ss';

/** The text up to Excel's limit, with an ellipsis where something is missing, and no half of a character at the end. */
function fitting(text: string): string {
  if (text.length <= MAX_CELL) return text;
  const end = /[\uD800-\uDBFF]/.test(text[MAX_CELL - 2] ?? '') ? MAX_CELL - 2 : MAX_CELL - 1;
  return `${text.slice(0, end)}…`;
}

/**
 * Text as XLSX can hold it: `_x0041_` would be read as A, so its underscore is escaped; two code points that XML does not know
 * are written in the same way. The library does so with control characters.
 */
function xlsxText(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll(/[\uFFFE\uFFFF]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase()}_`);
}

function value(cell: Cell, { type }: { type: ColumnType }): Cell | Date {
  if (typeof cell === 'string') return xlsxText(fitting(cell));
  return typeof cell === 'number' && (type === 'moment' || type === 'localMoment') ? new Date(cell) : cell;
}

/**
 * A table as an Excel workbook in constant memory: numbers as numbers, moments as dates, texts always as texts and never as
 * formulas, a header that stays in sight, and a further sheet where one is full. A text beyond Excel's limit of 32,767
 * characters is cut, and the last column, `cut`, names such cells.
 */
export function tableToXlsx({ columns, rows }: ExportTable, { name, rowsPerSheet = XLSX_MAX_ROWS_PER_SHEET }: { name: string; rowsPerSheet?: number }): Readable {
  async function* cells(): AsyncGenerator<(Cell | Date)[]> {
    for await (const row of rows) {
      const cut = columns.filter((_, index) => {
        const cell = row[index];
        return typeof cell === 'string' && cell.length > MAX_CELL;
      });
      yield [...columns.map((column, index) => value(row[index] ?? null, column)), cut.length > 0 ? cut.map((column) => column.name).join(', ') : null];
    }
  }
  const defined = columns.map((column) => {
    const isMoment = column.type === 'moment' || column.type === 'localMoment';
    return { header: xlsxText(column.name), ...(isMoment ? { width: 20, style: { numFmt: DATE_FORMAT } } : {}) };
  });
  const bytes = writeXlsxStream(cells(), { name, columns: [...defined, { header: CUT_COLUMN }], freezePane: { rows: 1 }, maxRowsPerSheet: rowsPerSheet });
  return Readable.fromWeb(bytes);
}
