import { bucketsOf, type Calendar, type Grain, type Period } from '@heed/domain';
import { periodsOf } from '@heed/filter';
import { DateTime } from 'luxon';
import type { ExplorationQuestion } from './question.ts';

/** The spans of time that a question asks about, and the pieces that the engine counts so that they add up to each of them. */
export interface Timeline {
  /** Null for all time. */
  period: Period | null;
  /** Null when nothing is compared. */
  previous: Period | null;
  /** The buckets of the period, cut at its ends; empty without a grain. */
  buckets: Period[];
  /** What the point of each bucket is over: the bucket itself, or with `rolling` the buckets that end with it. */
  windows: Period[];
  /** Where the pieces start, ascending; each ends where the next starts. Empty for all time, which is one piece. */
  starts: number[];
  /** The spans whose feedback is read; null for all time. */
  reads: Period[] | null;
}

/** What a question says of time. */
type Timed = Pick<ExplorationQuestion, 'grain' | 'rolling' | 'filter' | 'compare' | 'compareWith'>;

/** Whether a question asks for changes: when it says so, or names a period to compare with and does not say otherwise. */
export function compares({ compare, compareWith }: Pick<ExplorationQuestion, 'compare' | 'compareWith'>): boolean {
  return compare ?? compareWith !== undefined;
}

/**
 * The timeline of a question in the organisation's zone. Throws BAD_USER_INPUT for a period that cannot be and for too many
 * buckets.
 */
export function timelineOf(question: Timed, calendar: Calendar): Timeline {
  const { grain, rolling = 1, filter = {}, compareWith } = question;
  const { period, previous } = periodsOf(filter, calendar, compareWith);
  if (!period) return { period: null, previous: null, buckets: [], windows: [], starts: [], reads: null };
  const compared = compares(question) ? previous : null;
  const buckets: Period[] = grain ? bucketsOf(period, { grain, timeZone: calendar.timeZone }).map(({ from, to }) => ({ from, to })) : [];
  const windows = grain && rolling > 1 ? windowsOf(period, { buckets, grain, rolling, timeZone: calendar.timeZone }) : buckets;
  const spans = [period, ...buckets, ...windows, ...(compared ? [compared] : [])];
  const starts = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((left, right) => left - right);
  const read = { from: windows[0]?.from ?? period.from, to: period.to };
  return { period, previous: compared, buckets, windows, starts, reads: compared ? [read, compared] : [read] };
}

/**
 * Windows of `rolling` whole calendar buckets that end with each bucket: the first ones begin before the period. Only the
 * last bucket is cut, at the period's end, after which nothing is asked.
 */
function windowsOf({ from, to }: Period, { buckets, grain, rolling, timeZone }: { buckets: readonly Period[]; grain: Grain; rolling: number; timeZone: string }): Period[] {
  const all = bucketsOf({ from: leadStart(from, { grain, rolling, timeZone }), to }, { grain, timeZone });
  const lead = all.length - buckets.length;
  return buckets.map((bucket, index) => ({ from: all[lead + index - (rolling - 1)]?.from ?? bucket.from, to: bucket.to }));
}

/**
 * Where the first window of a period begins, or one bucket before: where clocks change by half an hour (Lord Howe), hours on
 * the clock and on the calendar differ.
 */
function leadStart(from: number, { grain, rolling, timeZone }: { grain: Grain; rolling: number; timeZone: string }): number {
  return DateTime.fromMillis(from, { zone: timeZone }).startOf(grain).minus({ [grain]: rolling }).startOf(grain).toMillis();
}

/** The spans whose feedback may alter the answer to a question, known without making its buckets; null for all time. */
export function spansOf({ grain, rolling, filter = {}, compare, compareWith }: Timed, calendar: Calendar): Period[] | null {
  const { period, previous } = periodsOf(filter, calendar, compareWith);
  if (!period) return null;
  const from = grain && rolling ? leadStart(period.from, { grain, rolling, timeZone: calendar.timeZone }) : period.from;
  return [{ from, to: period.to }, ...(compares({ compare, compareWith }) ? [previous] : [])];
}
