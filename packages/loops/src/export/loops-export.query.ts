import type { Readable } from 'node:stream';
import { defineExport, LAYOUTS, selectedColumns, sql, type Cell, type ExportTable, type Layout, type Store, type StreamFormat } from '@heed/store';
import * as z from 'zod';
import { cohortSchema, exampleCohorts, type Cohort } from '../answer/cohort.ts';
import { workedOf, type LoopQuestion } from '../answer/departments.ts';
import { checkLoopFilter } from '../filter/check-loop-filter.ts';
import { compileLoopFilter } from '../filter/compile-loop-filter.ts';
import { LOOP_CUSTOMERS, loopColumns, type LoopCustomer } from './loop-columns.ts';

interface Params {
  /** Which loops, as of when; ungrouped, and its filter names the period itself. */
  cohort: Cohort;
  layout: Layout;
  customers: LoopCustomer;
}

const params: z.ZodType<Params> = z.strictObject({ cohort: cohortSchema, layout: z.enum(LAYOUTS), customers: z.enum(LOOP_CUSTOMERS) });

/**
 * Rows in the order of the table's key, about that of opening, so that the engine reads what is sorted already and the same loops give the
 * same file. The filter stands in a query of its own, where a column's name means what is stored and not what is shown.
 */
const loops = defineExport<Params>({
  name: 'loops.export',
  params,
  sql: ({ cohort, layout, customers }) => sql`
    SELECT * EXCEPT (loop_key)
    FROM
    (
        SELECT ${selectedColumns(loopColumns(cohort, { customers }), { layout, timeZone: cohort.calendar.timeZone })}, loop_id AS loop_key
        FROM (SELECT * FROM loops FINAL WHERE ${compileLoopFilter(cohort.filter, { calendar: cohort.calendar })})
    )
    ORDER BY loop_key`,
  examples: LAYOUTS.flatMap((layout) => exampleCohorts.map((cohort) => ({ cohort, layout, customers: 'key' as const }))),
});

/** What is exported: the loops that a list of the same filter shows, of all queues where it names none. */
export type LoopsExportQuestion = Omit<LoopQuestion, 'settingsVersion'> & {
  customers: LoopCustomer;
  /** Ends the export and the engine's work on it. */
  signal?: AbortSignal | undefined;
};

const FORMATS = { csv: 'CSVWithNames', ndjson: 'JSONEachRow', parquet: 'Parquet' } as const satisfies Record<string, StreamFormat>;
export type LoopsExportFormat = keyof typeof FORMATS;

type Reading = Pick<Store, 'read' | 'stream' | 'streamRows'>;

async function cohortOf(store: Reading, { filter, calendar, workedSince2000 }: LoopsExportQuestion): Promise<Cohort> {
  checkLoopFilter(filter, { calendar });
  return { filter, period: null, calendar, worked: await workedOf(store, workedSince2000), by: null, keys: [] };
}

/**
 * Loops as the bytes of a file in constant memory, a row each: every moment, every time on both clocks (running ones up to
 * `calendar.now`), the legs as JSON. In CSV a text that a spreadsheet might run as a formula has an apostrophe before it. Throws
 * BAD_USER_INPUT for a filter that is not valid, else as `StoreStreamer.stream`.
 */
export async function exportLoops(store: Reading, { format, ...question }: LoopsExportQuestion & { format: LoopsExportFormat }): Promise<Readable> {
  return store.stream(loops, { cohort: await cohortOf(store, question), layout: format, customers: question.customers }, { format: FORMATS[format], signal: question.signal });
}

/** The same as a table, for formats that the engine does not write. Throws as `exportLoops`. */
export async function loopsTable(store: Reading, question: LoopsExportQuestion): Promise<ExportTable> {
  const cohort = await cohortOf(store, question);
  const asked: Params = { cohort, layout: 'cells', customers: question.customers };
  const rows = await store.streamRows(loops, asked, { signal: question.signal });
  const columns = loopColumns(cohort, { customers: question.customers }).map(({ name, type }) => ({ name, type }));
  // The query writes exactly these types.
  return { columns, rows: rows as AsyncIterable<Cell[]> };
}
