import { feedbackFilter, HeedError, type Calendar, type FeedbackFilter, type Period } from '@heed/domain';
import { checkFirst, compileFilter, END_OF_TIME, exampleFilter, examplePeriod, olderThan, periodMoments, periodOf } from '@heed/filter';
import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { MATCHED } from '../daily/daily-metrics.ts';
import { planRows } from '../daily/plan.ts';
import { exampleSource, fromRows, rowSource } from '../daily/row-source.ts';
import { isUuid, readCursor, writeCursor, type Position } from './cursor.ts';
import { withReadings } from './beside-rows.query.ts';
import { feedbackColumns, feedbackRow, type FeedbackRow, type StoredFeedbackRow } from './feedback-row.ts';

/** At most so many rows in one page. */
export const MAX_PAGE = 1_000;

/**
 * A page is first looked for among the rows of so many days before its start: mostly they fill it, and the engine reads a
 * few days in place of all years. At 1 million rows that takes a third of the time, and beyond it stays the same.
 */
const RECENT_MS = 14 * 86_400_000;

const cursorPosition: z.ZodType<Position> = z.strictObject({ occurredAt: z.number(), id: z.guid() });

const list = defineQuery({
  name: 'measure.feedback',
  params: z.strictObject({ filter: feedbackFilter, period: periodMoments.nullable(), after: cursorPosition.nullable(), limit: z.number().int().min(1) }),
  row: feedbackRow,
  sql: ({ filter, period, after, limit }) => sql`
    SELECT ${feedbackColumns}
    FROM feedback FINAL
    WHERE ${compileFilter(filter, { period })}${after ? sql` AND ${olderThan(after)}` : sql``}
    ORDER BY feedback.occurred_at DESC, feedback.feedback_id DESC
    LIMIT ${bind('UInt32', limit)}`,
  examples: [
    { filter: {}, period: null, after: null, limit: 51 },
    { filter: exampleFilter, period: examplePeriod, after: { occurredAt: examplePeriod.to, id: '00000000-0000-4000-8000-000000000000' }, limit: 51 },
  ],
});

const total = defineQuery({
  name: 'measure.feedbackCount',
  params: z.strictObject({ filter: feedbackFilter, source: rowSource }),
  row: z.object({ n: count }),
  sql: ({ filter, source }) => {
    const columns = [{ name: 'matched', raw: sql`count()`, daily: sql`sum(numbers[${bind('UInt16', MATCHED)}])` }];
    return sql`SELECT sum(matched) AS n FROM (${fromRows({ filter, source, columns, population: 'customers' })})`;
  },
  examples: [
    { filter: {}, source: exampleSource },
    { filter: exampleFilter, source: { raw: [examplePeriod], daily: null } },
  ],
});

const byId = defineQuery({
  name: 'measure.feedbackById',
  params: z.strictObject({ id: z.guid(), scope: feedbackFilter }),
  row: feedbackRow,
  sql: ({ id, scope }) => sql`
    SELECT ${feedbackColumns}
    FROM feedback FINAL
    WHERE feedback_id = ${bind('UUID', id)} AND ${compileFilter(scope, { period: null })}
    LIMIT 1`,
  examples: [{ id: '00000000-0000-4000-8000-000000000000', scope: exampleFilter }],
});

/**
 * A page of feedback, newest first. `after` is the cursor of the last row of the page before; rows that arrive in
 * between neither repeat nor hide a row. Throws BAD_USER_INPUT for a damaged cursor, a filter or `first` (1 to 1000)
 * that is not valid.
 */
export async function listFeedback(
  reader: StoreReader,
  { filter, first, after, calendar }: { filter: FeedbackFilter; first: number; after?: string | undefined; calendar: Calendar },
): Promise<{ rows: (FeedbackRow & { cursor: string })[]; hasNextPage: boolean }> {
  checkFirst(first, { most: MAX_PAGE });
  const position = after === undefined ? null : readCursor(after);
  const period = periodOf(filter, calendar);
  const page = (within: Period | null): Promise<StoredFeedbackRow[]> => reader.read(list, { filter, period: within, after: position, limit: first + 1 });

  const newest = Math.min(position?.occurredAt ?? calendar.now, period?.to ?? END_OF_TIME);
  const recent = { from: newest - RECENT_MS, to: period?.to ?? END_OF_TIME };
  let rows = period && period.from >= recent.from ? [] : await page(recent);
  if (rows.length <= first) rows = await page(period);
  const shown = await withReadings(reader, rows.slice(0, first));
  return { rows: shown.map((row) => ({ ...row, cursor: writeCursor(row) })), hasNextPage: rows.length > first };
}

/** How many rows `listFeedback` has for a filter in all its pages. */
export async function countFeedback(reader: StoreReader, { filter, calendar }: { filter: FeedbackFilter; calendar: Calendar }): Promise<number> {
  const period = periodOf(filter, calendar);
  const source = await planRows(reader, { filter, by: null, periods: period && [period], calendar });
  const [row] = await reader.read(total, { filter, source });
  return row?.n ?? 0;
}

/** One feedback, or null when there is none of this id within `scope` (a filter without a period). */
export async function feedbackById(reader: StoreReader, { id, scope = {} }: { id: string; scope?: FeedbackFilter | undefined }): Promise<FeedbackRow | null> {
  if (scope.period) throw new HeedError('BAD_USER_INPUT', 'A scope cannot name a period.');
  if (!isUuid(id)) return null;
  const [row] = await withReadings(reader, await reader.read(byId, { id, scope }));
  return row ?? null;
}
