import type { Calendar, Period } from '@heed/domain';
import { periodMoments } from '@heed/filter';
import { bind, moment, sql, type Sql } from '@heed/store';
import * as z from 'zod';
import { compileLoopFilter, openedIn } from '../filter/compile-loop-filter.ts';
import { calendarSchema, exampleCalendar, exampleLoopFilter } from '../filter/examples.ts';
import { loopFilter, type LoopFilter } from '../filter/loop-filter.ts';
import { groupColumn, LOOP_GROUPINGS, type LoopGrouping } from './loop-grouping.ts';

/** What the customer lived through, or the time in which the departments that held the loop worked. */
export const LOOP_CLOCKS = ['calendar', 'working'] as const;
export type LoopClock = (typeof LOOP_CLOCKS)[number];

/** The working time that departments have had from 2000-01-01 until now, in milliseconds: by it running loops are brought up to now. */
export interface WorkedSince2000 {
  departments: string[];
  milliseconds: number[];
}

/** Loops that are measured together: those that opened in a period, in groups. */
export interface Cohort {
  /** Without `opened`: the period says that. */
  filter: LoopFilter;
  period: Period | null;
  calendar: Calendar;
  worked: WorkedSince2000;
  /** Null for one group of everything. */
  by: LoopGrouping | null;
  /** The groups that are told apart; everything else is one further group. */
  keys: string[];
}

export const cohortSchema: z.ZodType<Cohort> = z.strictObject({
  filter: loopFilter,
  period: periodMoments.nullable(),
  calendar: calendarSchema,
  worked: z.strictObject({ departments: z.array(z.string()), milliseconds: z.array(z.number()) }),
  by: z.enum(LOOP_GROUPINGS).nullable(),
  keys: z.array(z.string()),
});

/** The loops of a cohort: never those that were merged into another. */
export function loopsOf({ filter: { opened: _opened, ...filter }, period, calendar }: Pick<Cohort, 'filter' | 'period' | 'calendar'>): Sql {
  return sql`${compileLoopFilter(filter, { calendar })} AND state != 'merged'${period ? sql` AND ${openedIn(period)}` : sql``}`;
}

/**
 * A loop opens once, so all revisions of its row have the same `opened_at`, and where the index on it says that a granule has none of a period
 * there is no revision of any loop of the period: FINAL need not look there. The engine (26.7) cannot know that and would read
 * every granule that overlaps by key with one that is kept; with a few small new parts, those are all. It does not hold for what may change.
 */
export const COHORT_SETTINGS = { use_skip_indexes_if_final_exact_mode: 0, ignore_data_skipping_indices: 'by_customer,by_timer' } as const;

/** The place of everything together in a query over the groups: what ROLLUP has where it groups by nothing. */
export const TOTAL = 0;

/** The place of a loop's group: from 1 in the order of the keys, then that of everything else. */
export function placeOf({ by, keys }: Pick<Cohort, 'by' | 'keys'>): Sql {
  const other = sql`toUInt16(${bind('UInt16', keys.length + 1)})`;
  if (by === null || keys.length === 0) return other;
  return sql`transform(toString(${groupColumn(by)}), ${bind('Array(String)', keys)}, ${bind('Array(UInt16)', keys.map((_, index) => index + 1))}, ${other})`;
}

/**
 * How long an open loop has been open until now on the working clock, its waiting included. A department that nobody knew of when
 * the calendars were asked works always, as every department does that nobody has set up.
 */
export function ageOnWorkingClock({ calendar: { now }, worked: { departments, milliseconds } }: Pick<Cohort, 'calendar' | 'worked'>): Sql {
  const always = sql`toInt64(${bind('Int64', now - Date.UTC(2000, 0, 1))})`;
  const worked = departments.length === 0 ? always : sql`transform(toString(department), ${bind('Array(String)', departments)}, ${bind('Array(Int64)', milliseconds)}, ${always})`;
  return sql`greatest(0, open_working + ${worked})`;
}

/** The same on the calendar clock. */
export function ageOnCalendar({ calendar: { now } }: Pick<Cohort, 'calendar'>): Sql {
  return sql`greatest(0, toUnixTimestamp64Milli(${moment(now)}) - toUnixTimestamp64Milli(opened_at))`;
}

const working = { departments: ['Support'], milliseconds: [123_456_789_000] };

/** For the examples of queries. */
export const exampleCohorts: Cohort[] = [
  { filter: {}, period: null, calendar: exampleCalendar, worked: { departments: [], milliseconds: [] }, by: null, keys: [] },
  { filter: exampleLoopFilter, period: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 1) }, calendar: exampleCalendar, worked: working, by: 'department', keys: ['Support', ''] },
  { filter: {}, period: null, calendar: exampleCalendar, worked: working, by: 'owner', keys: ['ann'] },
];
