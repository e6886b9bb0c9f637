import { HeedError, previousPeriod, resolvePeriod, type Calendar, type Period, type PeriodInput } from '@heed/domain';
import { checkFirst } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { checkLoopFilter } from '../filter/check-loop-filter.ts';
import type { LoopFilter } from '../filter/loop-filter.ts';
import { logRank, type LogRank } from '../survival/log-rank.ts';
import { changeOf, type LoopChange } from './change.ts';
import type { Cohort, LoopClock, WorkedSince2000 } from './cohort.ts';
import type { LoopFigures } from './figures.ts';
import { departmentsOfLoops, groups as groupsQuery } from './groups.query.ts';
import type { LoopGrouping } from './loop-grouping.ts';
import { heldByDepartment, measureCohort, type HeldByDepartment, type Measured } from './measure-cohort.ts';
import { remembered } from './remembered.ts';

/** A group of loops, and how it was in the period before. */
export interface LoopGroup {
  /** Empty for loops without a value in this grouping, for everything else and for everything. */
  key: string;
  figures: LoopFigures;
  /** Null without a period. */
  previous: LoopFigures | null;
  change: LoopChange | null;
}

/** How long loops take and how they end, by group. */
export interface LoopAnswer {
  /** The moment that it is of, epoch milliseconds. */
  asOf: number;
  clock: LoopClock;
  by: LoopGrouping;
  /** In which the loops opened; null for all time. */
  period: Period | null;
  previousPeriod: Period | null;
  /** The groups with the most loops, most first. */
  groups: LoopGroup[];
  /** Everything after them, together; null when nothing is left. */
  other: LoopGroup | null;
  otherGroups: number;
  total: LoopGroup;
  /** Of the time to close between the groups that are shown; null with fewer than two. */
  difference: LogRank | null;
}

/** What is asked of loops, by whichever grouping. */
export interface LoopQuestion {
  filter: LoopFilter;
  calendar: Calendar;
  /** The working time that a department has had from 2000-01-01 until `calendar.now`, in milliseconds (see `createClocks`). */
  workedSince2000: (department: string) => number;
  /** Of the settings that hold the calendars: an answer by others is another one. */
  settingsVersion: number;
}

/** At most so many groups. */
export const MAX_LOOP_GROUPS = 1_000;

/** Which loops, and those that they are compared with. */
interface Periods {
  period: Period | null;
  previous: Period | null;
}

function periodsOf({ filter, compareWith, calendar }: { filter: LoopFilter; compareWith: PeriodInput | undefined; calendar: Calendar }): Periods {
  const { opened: period } = checkLoopFilter(filter, { calendar });
  if (!filter.opened || !period) {
    if (compareWith) throw new HeedError('BAD_USER_INPUT', 'compareWith needs a filter.opened that it is compared with.');
    return { period: null, previous: null };
  }
  return { period, previous: compareWith ? resolvePeriod(compareWith, { ...calendar, field: 'compareWith' }) : previousPeriod(filter.opened, calendar) };
}

/** The working time until now of every department that has loops. */
export async function workedOf(reader: StoreReader, workedSince2000: (department: string) => number): Promise<WorkedSince2000> {
  const departments = (await reader.read(departmentsOfLoops, {})).map(({ department }) => department).sort();
  return { departments, milliseconds: departments.map((department) => Math.round(workedSince2000(department))) };
}

/**
 * How long loops take and how they end, in groups: the loops that opened in `filter.opened` (all of them without), as of `calendar.now`.
 *
 * By department, loops are counted by the department that holds them now (or held them last), and legs by who held them, also
 * those of loops that went on elsewhere; so a department that hands everything on has no loops and many legs, and is a group.
 * By anything else the legs of a group are those of its loops.
 *
 * Loops in which something has not happened are counted as not yet, until now while they are open and until the close where
 * they closed without it (see `packed`). A repeated question is answered from memory, where it depends on loops alone, as of a moment of
 * the same minute (see `remembered`).
 *
 * Throws BAD_USER_INPUT for a filter, period or `first` (1 to 1000) that is not valid.
 */
export async function measureDepartments(
  reader: StoreReader,
  { filter, by = 'department', first = 20, clock = 'working', compareWith, calendar, workedSince2000, settingsVersion }: LoopQuestion & { by?: LoopGrouping | undefined; first?: number | undefined; clock?: LoopClock | undefined; compareWith?: PeriodInput | undefined },
): Promise<LoopAnswer> {
  checkFirst(first, { most: MAX_LOOP_GROUPS });
  const periods = periodsOf({ filter, compareWith, calendar });
  const { opened: _opened, ...rest } = filter;
  const answer = (): Promise<LoopAnswer> => measure(reader, { filter: rest, by, first, clock, periods, calendar, workedSince2000 });
  if (filter.text !== undefined || filter.feedback !== undefined) return answer();
  const minute = Math.floor(calendar.now / 60_000);
  return remembered(reader, { question: JSON.stringify([rest, by, first, clock, periods, minute, calendar.timeZone, settingsVersion]), answer });
}

async function measure(
  reader: StoreReader,
  { filter, by, first, clock, periods: { period, previous }, calendar, workedSince2000 }: { filter: LoopFilter; by: LoopGrouping; first: number; clock: LoopClock; periods: Periods; calendar: Calendar; workedSince2000: (department: string) => number },
): Promise<LoopAnswer> {
  const worked = await workedOf(reader, workedSince2000);
  const all: Cohort = { filter, period, calendar, worked, by, keys: [] };
  const allBefore: Cohort | null = previous && { ...all, period: previous };
  const heldIn = (cohort: Cohort | null): Promise<HeldByDepartment | null> => (cohort && by === 'department' ? heldByDepartment(reader, cohort) : Promise.resolve(null));
  const [found, foundBefore, held, heldBefore] = await Promise.all([
    reader.read(groupsQuery, { cohort: all, limit: first }),
    allBefore ? reader.read(groupsQuery, { cohort: allBefore, limit: 1 }) : [],
    heldIn(all),
    heldIn(allBefore),
  ]);
  const withLoops = found.map(({ key }) => key);
  // Whoever holds a loop now has a leg in it, so the departments with legs are all there are.
  const onlyLegs = [...(held ?? [])].filter(([department]) => !withLoops.includes(department)).sort(([left, one], [right, other]) => other.legs - one.legs || (left < right ? -1 : 1));
  const keys = [...withLoops, ...onlyLegs.map(([department]) => department)].slice(0, first);
  const otherGroups = (held?.size ?? found[0]?.groups ?? 0) - keys.length;

  // Two that are compared must be measured alike.
  const size = Math.max(found[0]?.loops ?? 0, foundBefore[0]?.loops ?? 0);
  const [current, earlier] = await Promise.all([
    measureCohort(reader, { cohort: { ...all, keys }, clock, held, size }),
    allBefore && measureCohort(reader, { cohort: { ...allBefore, keys }, clock, held: heldBefore, size }),
  ]);
  const group = (key: string, now: Measured, then: Measured | undefined): LoopGroup => ({
    key,
    figures: now.figures,
    previous: then?.figures ?? null,
    change: then ? changeOf({ current: now, previous: then }) : null,
  });
  const groups = keys.map((key, index) => group(key, current.groups[index] as Measured, earlier?.groups[index]));
  const difference = logRank(current.groups.map(({ lifetimes }) => lifetimes));
  return {
    asOf: calendar.now, clock, by, period, previousPeriod: previous,
    groups,
    other: otherGroups > 0 ? group('', current.other, earlier?.other) : null,
    otherGroups,
    total: group('', current.total, earlier?.total),
    difference,
  };
}
