import type { Calendar } from '@heed/domain';
import { checkFirst } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { checkLoopFilter } from '../filter/check-loop-filter.ts';
import { compileLoopFilter } from '../filter/compile-loop-filter.ts';
import { calendarSchema, exampleCalendar, exampleLoopFilter } from '../filter/examples.ts';
import { loopFilter, type LoopFilter } from '../filter/loop-filter.ts';
import { NEXT_DUE } from '../filter/standing.ts';
import { beyond, LOOP_SORTS, orderBy, positionOf, readCursor, writeCursor, type LoopPosition, type LoopSort } from './loop-cursor.ts';
import { loopColumns, loopRow, type LoopRow } from './loop-row.ts';

/** At most so many loops in one page. */
export const MAX_LOOPS = 1_000;

const position: z.ZodType<LoopPosition> = z.strictObject({ first: z.number(), second: z.number(), id: z.guid() });

/**
 * The ids of the page are found first, from the few columns that filter and order need; then its rows are read by their
 * key, with the many columns that a list shows.
 */
const list = defineQuery({
  name: 'loops.list',
  params: z.strictObject({ filter: loopFilter, calendar: calendarSchema, sort: z.enum(LOOP_SORTS), after: position.nullable(), limit: z.number().int().min(1) }),
  row: z.intersection(loopRow, z.object({ nextDue: whole })),
  sql: ({ filter, calendar, sort, after, limit }) => sql`
    SELECT ${loopColumns}, ${NEXT_DUE} AS nextDue
    FROM loops FINAL
    WHERE loop_id IN
    (
        SELECT loop_id
        FROM loops FINAL
        WHERE ${compileLoopFilter(filter, { calendar })}${after ? sql` AND ${beyond(sort, after)}` : sql``}
        ORDER BY ${orderBy(sort)}
        LIMIT ${bind('UInt32', limit)}
    )
    ORDER BY ${orderBy(sort)}`,
  examples: LOOP_SORTS.flatMap((sort) => [
    { filter: {}, calendar: exampleCalendar, sort, after: null, limit: 51 },
    { filter: exampleLoopFilter, calendar: exampleCalendar, sort, after: { first: 1, second: 0, id: '00000000-0000-7000-8000-000000000000' }, limit: 51 },
  ]),
});

const total = defineQuery({
  name: 'loops.count',
  params: z.strictObject({ filter: loopFilter, calendar: calendarSchema }),
  row: z.object({ n: count }),
  sql: ({ filter, calendar }) => sql`SELECT count() AS n FROM loops FINAL WHERE ${compileLoopFilter(filter, { calendar })}`,
  examples: [{ filter: exampleLoopFilter, calendar: exampleCalendar }],
});

/** What a list shows where its filter names no queue: who asks for states wants exactly those, everybody else what is to be done. */
const ofList = (filter: LoopFilter): LoopFilter => ({ ...filter, queue: filter.queue ?? (filter.state ? 'all' : 'open') });

/**
 * A page of loops. `after` is the cursor of the last loop of the page before; loops that open in between neither repeat nor
 * hide one (a loop that changes may move in the order, as it should). Without a queue the open ones, unless the filter
 * names states. Throws BAD_USER_INPUT for a filter, cursor or `first` (1 to 1000) that is not valid.
 */
export async function listLoops(
  reader: StoreReader,
  { filter, sort = 'due', first, after, calendar }: { filter: LoopFilter; sort?: LoopSort | undefined; first: number; after?: string | undefined; calendar: Calendar },
): Promise<{ rows: (LoopRow & { cursor: string })[]; hasNextPage: boolean }> {
  checkFirst(first, { most: MAX_LOOPS });
  checkLoopFilter(filter, { calendar });
  const rows = await reader.read(list, { filter: ofList(filter), calendar, sort, after: after === undefined ? null : readCursor(after, sort), limit: first + 1 });
  return {
    rows: rows.slice(0, first).map(({ nextDue, ...row }) => ({ ...row, cursor: writeCursor(positionOf({ ...row, nextDue }, sort), sort) })),
    hasNextPage: rows.length > first,
  };
}

/** How many loops `listLoops` has for a filter in all its pages. */
export async function countLoops(reader: StoreReader, { filter, calendar }: { filter: LoopFilter; calendar: Calendar }): Promise<number> {
  checkLoopFilter(filter, { calendar });
  const [row] = await reader.read(total, { filter: ofList(filter), calendar });
  return row?.n ?? 0;
}
