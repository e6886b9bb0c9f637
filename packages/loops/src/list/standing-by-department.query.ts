import type { Calendar } from '@heed/domain';
import { bind, count, defineQuery, moment, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { checkLoopFilter } from '../filter/check-loop-filter.ts';
import { compileLoopFilter } from '../filter/compile-loop-filter.ts';
import { calendarSchema, exampleCalendar, exampleLoopFilter } from '../filter/examples.ts';
import { loopFilter, type LoopFilter } from '../filter/loop-filter.ts';
import { atRisk, breached, OPEN } from '../filter/standing.ts';

/** How the open loops of a department stand. */
export interface DepartmentStanding {
  department: string;
  open: number;
  atRisk: number;
  breached: number;
}

const standings = defineQuery<{ filter: LoopFilter; calendar: Calendar }, DepartmentStanding>({
  name: 'loops.standingByDepartment',
  params: z.strictObject({ filter: loopFilter, calendar: calendarSchema }),
  row: z.object({ department: z.string(), open: count, atRisk: count, breached: count }),
  sql: ({ filter, calendar }) => sql`
    SELECT department, count() AS open, countIf(${atRisk(moment(calendar.now))}) AS atRisk, countIf(${breached(moment(calendar.now))}) AS breached
    FROM loops FINAL WHERE ${OPEN} AND ${compileLoopFilter(filter, { calendar })} GROUP BY department ORDER BY department`,
  examples: [{ filter: exampleLoopFilter, calendar: exampleCalendar }],
});

/** How many open loops of a filter each department holds, and how many of them are at risk or late as of `calendar.now`. Throws BAD_USER_INPUT for a filter that is not valid. */
export function standingByDepartment(reader: StoreReader, { filter: { queue: _queue, ...filter }, calendar }: { filter: LoopFilter; calendar: Calendar }): Promise<DepartmentStanding[]> {
  checkLoopFilter(filter, { calendar });
  return reader.read(standings, { filter, calendar });
}

/** From when to when a loop was at risk or late: it became that by itself, and stopped being it when it was late or closed. Epoch milliseconds. */
export interface LateSpan {
  department: string;
  standing: 'at_risk' | 'breached';
  from: number;
  /** Null while it lasts. */
  to: number | null;
}

const spans = defineQuery<{ filter: LoopFilter; calendar: Calendar; from: number; most: number }, LateSpan>({
  name: 'loops.lateSpans',
  params: z.strictObject({ filter: loopFilter, calendar: calendarSchema, from: z.number(), most: z.number().int() }),
  row: z.object({ department: z.string(), standing: z.enum(['at_risk', 'breached']), from: count, to: count.nullable() }),
  // Of each loop the first of either kind: which department held it then is not looked up, the present one stands for it.
  sql: ({ filter, calendar, from, most }) => sql`
    SELECT department, standing, from, if(standing = 'at_risk' AND late > from, toNullable(least(late, ifNull(closed, late))), closed) AS to
    FROM
    (
        SELECT loop_id, department, toUnixTimestamp64Milli(closed_at) AS closed FROM loops FINAL WHERE state != 'merged' AND ${compileLoopFilter(filter, { calendar })}
    ) AS kept
    INNER JOIN
    (
        SELECT loop_id, JSONExtractString(payload, 'kind') AS standing, toUnixTimestamp64Milli(min(at)) AS from, max(if(standing = 'breached', from, 0)) OVER (PARTITION BY loop_id) AS late
        FROM loop_events WHERE type = 'escalated' AND standing IN ('at_risk', 'breached') AND at >= ${moment(from)} GROUP BY loop_id, standing
    ) AS happened USING (loop_id)
    ORDER BY from, loop_id LIMIT ${bind('UInt32', most)}`,
  examples: [{ filter: exampleLoopFilter, calendar: exampleCalendar, from: 1_790_000_000_000, most: 10 }],
});

/** When loops of a filter became at risk or late since `from`, the earliest first, at most `most`. Throws BAD_USER_INPUT for a filter that is not valid. */
export function lateSpans(reader: StoreReader, { filter: { queue: _queue, ...filter }, calendar, from, most }: { filter: LoopFilter; calendar: Calendar; from: number; most: number }): Promise<LateSpan[]> {
  checkLoopFilter(filter, { calendar });
  return reader.read(spans, { filter, calendar, from, most });
}
