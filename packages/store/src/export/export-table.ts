/**
 * What the cells of a column are: text, whole or other numbers, true or false, or moments. A moment is epoch milliseconds; a local moment
 * is what clock and calendar of the organisation showed, as the milliseconds at which they show the same in UTC.
 */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'moment' | 'localMoment';

export interface ExportColumn {
  name: string;
  type: ColumnType;
}

/** A cell, or null for nothing. */
export type Cell = string | number | boolean | null;

/** A table of any length: what every writer of a file format takes. Rows come as they are asked for. */
export interface ExportTable {
  columns: readonly ExportColumn[];
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}
