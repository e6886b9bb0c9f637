import type { Readable } from 'node:stream';
import { feedbackFilter, type Calendar, type FeedbackFilter, type Period } from '@heed/domain';
import { compileFilter, exampleFilter, examplePeriod, inDays, periodMoments, periodOf } from '@heed/filter';
import { defineExport, LAYOUTS, selectedColumns, sql, type Cell, type Export, type ExportTable, type Layout, type Sql, type StoreStreamer, type StreamFormat } from '@heed/store';
import * as z from 'zod';
import { CUSTOMER_DETAILS, feedbackColumns, type CustomerDetail } from './feedback-columns.ts';

interface Params {
  filter: FeedbackFilter;
  period: Period | null;
  layout: Layout;
  customers: CustomerDetail;
  timeZone: string;
}

const params: z.ZodType<Params> = z.strictObject({
  filter: feedbackFilter,
  period: periodMoments.nullable(),
  layout: z.enum(LAYOUTS),
  customers: z.enum(CUSTOMER_DETAILS),
  timeZone: z.string(),
});

const selected = ({ layout, customers, timeZone }: Params): Sql => selectedColumns(feedbackColumns(customers), { layout, timeZone });

/** The rows as f, with what was read out of them as r. The filter stands in a query of its own, where a column's name means what is stored and not what is shown. */
const beside = ({ filter, period }: Params, order: Sql = sql``): Sql => sql`
  (SELECT *, day FROM feedback FINAL WHERE ${compileFilter(filter, { period })}${order}) AS f
  LEFT ANY JOIN (SELECT day, feedback_id, version, themes, sentiment FROM comment_readings FINAL${period ? sql` WHERE ${inDays([period])}` : sql``}) AS r
  ON f.day = r.day AND f.feedback_id = r.feedback_id`;

/**
 * Rows in the order of the table's key: by day (UTC), then by id in the engine's order. Readings have the same key, so the engine
 * merges what is sorted already on both sides and holds a few blocks of each year, however many rows there are, and the same
 * feedback gives the same file.
 */
const feedback = defineExport<Params>({
  name: 'measure.feedbackExport',
  params,
  sql: (asked) => sql`
    SELECT ${selected(asked)}
    FROM ${beside(asked)}`,
  settings: { max_threads: 1, join_algorithm: 'full_sorting_merge', query_plan_join_swap_table: 'false' },
  examples: [
    { filter: {}, period: null, layout: 'csv', customers: 'none', timeZone: 'UTC' },
    ...LAYOUTS.map((layout) => ({ filter: exampleFilter, period: examplePeriod, layout, customers: 'key' as const, timeZone: 'Europe/Berlin' })),
  ],
});

/**
 * The same with the customers beside it. The join keeps the order in one thread, and while the customers and the readings are the side that
 * is held (about 180 and 100 bytes each): the engine (26.7) would else turn it around where there are more of them than feedback.
 */
const feedbackOfPeople = defineExport<Params>({
  name: 'measure.feedbackExportOfPeople',
  params,
  sql: (asked) => sql`
    SELECT ${selected(asked)}
    FROM ${beside(asked, sql` ORDER BY day, feedback_id`)}
    LEFT ANY JOIN (SELECT customer_id, external_id, name, email, phone FROM customers FINAL) AS c ON f.customer_id = c.customer_id`,
  examples: LAYOUTS.map((layout) => ({ filter: exampleFilter, period: examplePeriod, layout, customers: 'person' as const, timeZone: 'Europe/Berlin' })),
  settings: { max_threads: 1, join_algorithm: 'hash', query_plan_join_swap_table: 'false' },
});

/** What is exported: the feedback that a list of the same filter shows, page after page. */
export interface FeedbackExportQuestion {
  filter: FeedbackFilter;
  customers: CustomerDetail;
  calendar: Calendar;
  /** Ends the export and the engine's work on it. */
  signal?: AbortSignal | undefined;
}

const FORMATS = { csv: 'CSVWithNames', ndjson: 'JSONEachRow', parquet: 'Parquet' } as const satisfies Record<string, StreamFormat>;
export type FeedbackExportFormat = keyof typeof FORMATS;

const questionFor = (customers: CustomerDetail): Export<Params> => (customers === 'person' ? feedbackOfPeople : feedback);

function paramsOf({ filter, customers, calendar }: FeedbackExportQuestion, layout: Layout): Params {
  return { filter, period: periodOf(filter, calendar), layout, customers, timeZone: calendar.timeZone };
}

/**
 * Customers' feedback, never employees', as the bytes of a file in constant memory: by UTC day, then by id. In CSV a text
 * that a spreadsheet might run as a formula has an apostrophe before it; the other formats keep every text as it is.
 * Throws BAD_USER_INPUT for a filter or period that is not valid, else as `StoreStreamer.stream`.
 */
export async function exportFeedback(streamer: StoreStreamer, { format, ...question }: FeedbackExportQuestion & { format: FeedbackExportFormat }): Promise<Readable> {
  const asked = paramsOf(question, format);
  return streamer.stream(questionFor(question.customers), asked, { format: FORMATS[format], signal: question.signal });
}

/** The same as a table, for formats that the engine does not write. Throws as `exportFeedback`. */
export async function feedbackTable(streamer: StoreStreamer, question: FeedbackExportQuestion): Promise<ExportTable> {
  const rows = await streamer.streamRows(questionFor(question.customers), paramsOf(question, 'cells'), { signal: question.signal });
  const columns = feedbackColumns(question.customers).map(({ name, type }) => ({ name, type }));
  // The query writes exactly these types.
  return { columns, rows: rows as AsyncIterable<Cell[]> };
}
