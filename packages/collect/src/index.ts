/**
 * From the outside to stored feedback.
 *
 * - Doors read bodies and files with `readNdjson` or `readCsv`, map columns with `guessColumns` and `createMapper`, and
 *   hand everything to a collector: `submit`, `submitBatch` or `submitStream`. The answer is durable.
 * - `normalise` says of one value what would be stored, or every reason why not.
 */
export { createCollector } from './commit/collector.ts';
export { COLLECTOR_LIMITS, type Collector, type CollectorLimits, type CollectorMetrics, type CollectorOptions } from './commit/collector-options.ts';
export type { Commit } from './commit/commit.ts';
export type { DoorOptions, RefusedRow, StreamOptions, StreamTotals } from './commit/door-options.ts';
export { customerKey } from './normalise/customer-value.ts';
export { normalise } from './normalise/normalise.ts';
export type { CustomerRow, FeedbackRow, Normalised, NormaliseOptions } from './normalise/normalised.ts';
export { readCsv, type CsvOptions, type CsvReading } from './read/csv.ts';
export { readNdjson, type NdjsonLimits } from './read/ndjson.ts';
export type { ByteStream, ReadRow } from './read/read-row.ts';
export { REFUSAL_REPORT_HEADER, refusalReportLines } from './report/refusal-report.ts';
export { removeSources } from './remove/remove-sources.ts';
export { createMapper, type MapperOptions } from './columns/column-mapper.ts';
export { COLUMN_TARGETS, type ColumnGuess, type ColumnMapping, type ColumnTarget } from './columns/column-target.ts';
export { dateOrderOf, isoOf, type DateOrder } from './columns/date-order.ts';
export { guessColumns } from './columns/guess-columns.ts';
