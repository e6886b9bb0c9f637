/** What an export may be: the ending of its address, and of the file. */
export const EXPORT_FORMATS = ['csv', 'ndjson', 'parquet', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How a format is served; text is worth compressing on the way, the others are compressed already. */
export const SERVED: Readonly<Record<ExportFormat, { contentType: string; compressible: boolean }>> = {
  csv: { contentType: 'text/csv; charset=utf-8; header=present', compressible: true },
  ndjson: { contentType: 'application/x-ndjson; charset=utf-8', compressible: true },
  parquet: { contentType: 'application/vnd.apache.parquet', compressible: false },
  xlsx: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', compressible: false },
};

/** Tells Excel, which guesses wrongly otherwise, that a CSV file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';
