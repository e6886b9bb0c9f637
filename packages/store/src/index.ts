/**
 * How to talk to ClickHouse.
 *
 * - `openStore(location)` opens the local engine in a folder, or a server by URL, and returns the same `Store`.
 * - Reading: `const q = defineQuery({ name, params, row, sql, examples })`, then `store.read(q, params)`. SQL is built by
 *   the `sql` template with `bind(type, value)`, `moment(epochMs)`, `identifier(name)` and `join`.
 * - Reading much: `const e = defineExport({ name, params, sql, examples })`, then `store.stream(e, params, { format })`: bytes in
 *   constant memory, whole or failed.
 *   `written` makes the columns of such a file; an ExportTable is one that the engine does not write.
 * - Writing: `const t = defineTable({ name, columns })`, then `store.insert(t, rowsToBody(tuples), { token })`. Bodies are
 *   JSONCompactEachRow lines; a body built by hand is as good. DateTime64(3) columns take epoch milliseconds as a JSON
 *   number; UInt64 may be text or a number.
 * - `createJournal(store)`: decisions as events, appended by compare-and-set.
 * - `createViews(store, views)`: views for readers who have SQL alone, replaced when their definition changes.
 * - Failures: HeedError UNAVAILABLE when the database does not answer (the outcome of a write is then unknown: send the
 *   same token again), StoreError when it answers with something unexpected.
 * - Tests: `openTestStore()` from `@heed/store/testing` gives a migrated database of its own; call `drop()` after.
 */
export { EngineError } from './engine/engine-error.ts';
export { startLocalEngine, type LocalEngine } from './engine/local-engine.ts';
export type { Cell, ColumnType, ExportColumn, ExportTable } from './export/export-table.ts';
export { formulaSafe, formulaSafeSql } from './export/formula-safe.ts';
export { LAYOUTS, selectedColumns, written, type Layout, type WrittenAs, type WrittenColumn } from './export/written-columns.ts';
export { createJournal, type Decision, type Journal, type JournalEvent } from './journal/journal.ts';
export { MigrationError } from './migrate/migrate.ts';
export { openDatabase, openStore, type OpenStore, type StoreLocation } from './open-store.ts';
export { allQueries, bigint, count, defineExport, defineQuery, defineStatement, whole, type Export, type Query, type Statement } from './query/query.ts';
export { bind, identifier, join, moment, nameLiteral, render, sql, type Bound, type Sql } from './query/sql.ts';
export { allTables, defineTable, rowsToBody, type Table } from './query/table.ts';
export { createStore, type ReadOptions, type StatementEvent, type Store, type StoreAddress, type StoreReader, type StoreWriter } from './store.ts';
export { StoreError } from './store-error.ts';
export { createViews, type View } from './view/view.ts';
export type { StreamFormat } from './stream/stream-format.ts';
export type { StoreStreamer } from './stream/streams.ts';
