import { DateTime } from 'luxon';
import { HeedError } from './error.ts';

export const PERIOD_UNITS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** Widths of a bucket of a trend. */
export const GRAINS = ['hour', 'day', 'week', 'month', 'quarter'] as const;
export type Grain = (typeof GRAINS)[number];

/**
 * A period as people ask for it: two moments; so many calendar units that end with the current one, or with the last one
 * that is over (`complete`); or the current unit up to the end of today (`toDate`).
 */
export type PeriodInput =
  | { from: string; to: string; last?: undefined; toDate?: undefined }
  | { from?: undefined; to?: undefined; last: { count: number; unit: PeriodUnit; complete?: boolean | undefined }; toDate?: undefined }
  | { from?: undefined; to?: undefined; last?: undefined; toDate: PeriodUnit };

/** A half-open interval [from, to) of epoch milliseconds. */
export interface Period {
  from: number;
  to: number;
}

export interface Calendar {
  /** Epoch milliseconds. */
  now: number;
  /** IANA name of the organisation's time zone. */
  timeZone: string;
}

/** Throws BAD_USER_INPUT unless `timeZone` is an IANA zone that this runtime knows. */
export function assertTimeZone(timeZone: string): void {
  if (!DateTime.utc().setZone(timeZone).isValid) {
    throw new HeedError('BAD_USER_INPUT', `The time zone is unknown; use an IANA name such as Europe/Berlin.`);
  }
}

/** What to change about a text that is no moment, by luxon's reason. */
const NOT_A_MOMENT: Readonly<Record<string, string>> = {
  'unit out of range': 'names a day or time that the calendar does not have',
  'unsupported zone': 'names an unknown time zone; use an offset such as +02:00 or an IANA name such as Europe/Berlin',
};

/** A moment of a year that ISO 8601 writes with four digits; years beyond are no periods of feedback but slips of the hand. */
function moment(text: string, { place, timeZone }: { place: string; timeZone: string }): DateTime {
  const parsed = DateTime.fromISO(text, { zone: timeZone });
  if (!parsed.isValid) {
    const reason = NOT_A_MOMENT[parsed.invalidReason ?? ''] ?? 'must be an ISO 8601 date or date and time with a year from 0001 to 9999, such as 2026-03-01';
    throw new HeedError('BAD_USER_INPUT', `${place} ${reason}.`);
  }
  if (parsed.year < 1 || parsed.year > 9_999) throw new HeedError('BAD_USER_INPUT', `${place} must be in a year from 0001 to 9999.`);
  return parsed;
}

/**
 * The moments of a period. "Last 28 days" are the 28 calendar days that end with today in the organisation's zone, so
 * the period runs to the end of today. Dates without a time are midnights in that zone. Throws BAD_USER_INPUT for a period
 * that cannot be; the message names the argument that it came in (`field`).
 */
export function resolvePeriod(input: PeriodInput, { now, timeZone, field = 'period' }: Calendar & { field?: string }): Period {
  if (input.last) {
    const { count, unit, complete = false } = input.last;
    if (!Number.isInteger(count) || count < 1 || count > 10_000) {
      throw new HeedError('BAD_USER_INPUT', `${field}.last.count must be a whole number from 1 to 10000.`);
    }
    const end = DateTime.fromMillis(now, { zone: timeZone }).startOf(unit).plus({ [unit]: complete ? 0 : 1 });
    return { from: end.minus({ [unit]: count }).toMillis(), to: end.toMillis() };
  }
  if (input.toDate) {
    const today = DateTime.fromMillis(now, { zone: timeZone });
    // An hour to date ends with the hour, as a day ends with the day.
    const end = input.toDate === 'hour' ? today.startOf('hour').plus({ hour: 1 }) : today.startOf('day').plus({ day: 1 });
    return { from: today.startOf(input.toDate).toMillis(), to: end.toMillis() };
  }
  const from = moment(input.from, { place: `${field}.from`, timeZone }).toMillis();
  const to = moment(input.to, { place: `${field}.to`, timeZone }).toMillis();
  if (from >= to) {
    throw new HeedError('BAD_USER_INPUT', `${field}.from must be before ${field}.to.`);
  }
  return { from, to };
}

/**
 * The period just before, of the same length: the same number of calendar units for a relative period (so a month is
 * compared with the month before, whatever their lengths), for a unit to date the same number of days of the unit before
 * (all of it when it is shorter), and for two moments the same number of calendar days where both are midnights, else the
 * same duration.
 */
export function previousPeriod(input: PeriodInput, calendar: Calendar): Period {
  const { from, to } = resolvePeriod(input, calendar);
  const start = DateTime.fromMillis(from, { zone: calendar.timeZone });
  if (input.last) {
    return { from: start.minus({ [input.last.unit]: input.last.count }).toMillis(), to: from };
  }
  const end = DateTime.fromMillis(to, { zone: calendar.timeZone });
  if (input.toDate) {
    const before = start.minus({ [input.toDate]: 1 });
    const days = Math.round(end.diff(start, 'days').days);
    const until = input.toDate === 'hour' ? start : before.plus({ days });
    return { from: before.toMillis(), to: Math.min(until.toMillis(), from) };
  }
  const wholeDays = +start === +start.startOf('day') && +end === +end.startOf('day');
  if (wholeDays) {
    const days = Math.round(end.diff(start, 'days').days);
    return { from: start.minus({ days }).toMillis(), to: from };
  }
  return { from: from - (to - from), to: from };
}

/** A bucket of a trend: a half-open interval, cut at the ends of the period, named by its calendar start. */
export interface Bucket extends Period {
  /** `yyyy-MM-dd` of the calendar start in the organisation's zone; for hours the epoch seconds of the start, as text. */
  key: string;
}

/** Buckets more than this in one trend are refused. */
export const MAX_BUCKETS = 2_000;

/**
 * Every bucket of a period, empty ones included, in the organisation's zone and so right across daylight-saving
 * changes: a day may have 23 or 25 hours. Weeks are ISO weeks that start on Monday.
 */
export function bucketsOf(period: Period, { grain, timeZone }: { grain: Grain; timeZone: string }): Bucket[] {
  const buckets: Bucket[] = [];
  let start = DateTime.fromMillis(period.from, { zone: timeZone }).startOf(grain);
  while (start.toMillis() < period.to) {
    let next = start.plus({ [grain]: 1 }).startOf(grain);
    // Where a clock goes back by half an hour (Lord Howe), an hour later may still be in the same hour.
    if (next <= start) next = start.plus({ [grain]: 2 }).startOf(grain);
    buckets.push({
      key: grain === 'hour' ? String(start.toUnixInteger()) : start.toFormat('yyyy-MM-dd'),
      from: Math.max(start.toMillis(), period.from),
      to: Math.min(next.toMillis(), period.to),
    });
    if (buckets.length > MAX_BUCKETS) {
      throw new HeedError('BAD_USER_INPUT', `This trend would have more than ${MAX_BUCKETS} points; choose a coarser grain or a shorter period.`);
    }
    start = next;
  }
  return buckets;
}

/** The grain that draws a period in about 10 to 60 points. */
export function naturalGrain({ from, to }: Period): Grain {
  const days = (to - from) / 86_400_000;
  if (days <= 2) return 'hour';
  if (days <= 62) return 'day';
  if (days <= 400) return 'week';
  return days <= 2_000 ? 'month' : 'quarter';
}
