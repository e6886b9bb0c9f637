import type { Readable } from 'node:stream';
import type { ExportTable } from '@heed/store';
import { tableToCsv } from './csv.ts';
import type { ExportFormat } from './export-format.ts';
import { tableToNdjson } from './ndjson.ts';
import { tableToParquet } from './parquet.ts';
import { tableToXlsx } from './xlsx.ts';

/** The bytes of a file that holds a table; `name` is that of an Excel sheet. Rows are asked for as the bytes are read. */
export function writeTable(table: ExportTable, { format, name }: { format: ExportFormat; name: string }): Readable {
  switch (format) {
    case 'csv':
      return tableToCsv(table);
    case 'ndjson':
      return tableToNdjson(table);
    case 'parquet':
      return tableToParquet(table);
    case 'xlsx':
      return tableToXlsx(table, { name });
  }
}
