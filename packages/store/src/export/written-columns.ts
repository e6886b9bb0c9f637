import { bind, identifier, join, sql, type Sql } from '../query/sql.ts';
import type { ColumnType, ExportColumn } from './export-table.ts';
import { formulaSafeSql } from './formula-safe.ts';

/** How cells are written: as CSV, as objects with lists and maps, as Parquet, or as the cells of an ExportTable. */
export const LAYOUTS = ['csv', 'ndjson', 'parquet', 'cells'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** In which form the cells of an export are written. */
export interface WrittenAs {
  layout: Layout;
  /** IANA name of the organisation's time zone. */
  timeZone: string;
}

/** A column of an export that the engine writes. */
export interface WrittenColumn extends ExportColumn {
  cell(form: WrittenAs): Sql;
}

const column =
  (type: ColumnType) =>
  (name: string, value: Sql): WrittenColumn => ({ name, type, cell: () => value });

/** The kinds of columns, each made of a name and of the value in the engine. */
export const written = {
  /** A text that nobody wrote by hand, such as an id: it stands as it is in every layout. */
  name: column('text'),
  number: column('number'),
  boolean: column('boolean'),
  /** Signed, though no score is below 0: whoever takes one from another would otherwise count around zero. */
  integer: (name: string, value: Sql): WrittenColumn => column('integer')(name, sql`toInt32(${value})`),
  /** For milliseconds. */
  long: (name: string, value: Sql): WrittenColumn => column('integer')(name, sql`toInt64(${value})`),
  /** A text that a spreadsheet must not run. */
  text: (name: string, value: Sql): WrittenColumn => ({ name, type: 'text', cell: ({ layout }) => (layout === 'csv' ? formulaSafeSql(value) : value) }),
  moment: (name: string, value: Sql): WrittenColumn => ({ name, type: 'moment', cell: ({ layout }) => (layout === 'cells' ? sql`toUnixTimestamp64Milli(${value})` : value) }),
  /** What the organisation's clocks showed: a spreadsheet knows no zones, and people count their days in this one. */
  localMoment: (name: string, value: Sql): WrittenColumn => ({
    name,
    type: 'localMoment',
    cell({ layout, timeZone }) {
      const zone = bind('String', timeZone);
      return layout === 'cells'
        ? sql`toUnixTimestamp64Milli(${value}) + 1000 * timezoneOffset(toTimeZone(${value}, ${zone}))`
        : sql`formatDateTime(${value}, '%Y-%m-%d %H:%i:%S', ${zone})`;
    },
  }),
};

/** The columns as what a query selects. */
export function selectedColumns(columns: readonly WrittenColumn[], form: WrittenAs): Sql {
  return join(columns.map(({ name, cell }) => sql`${cell(form)} AS ${identifier(name)}`), { by: sql`, ` });
}
