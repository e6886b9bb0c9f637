import { DateTime } from 'luxon';

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** When a department works: its zone, the periods of each weekday, and the days on which it does not. */
export interface WorkingCalendar {
  /** IANA name. */
  timeZone: string;
  /** Periods from Monday to Sunday, seven lists, by the wall clock; several a day are possible. */
  week: { from: string; to: string }[][];
  /** yyyy-MM-dd. */
  holidays: string[];
}

/** A stretch of working time, half-open, in epoch milliseconds. */
export interface Stretch {
  from: number;
  to: number;
}

/** The days of a calendar, numbered from 1970-01-01 by the date on the wall. */
export interface WorkingDays {
  /** Number of the day that the wall shows at a moment. */
  dayAt(moment: number): number;
  /** The first moment of a day. */
  start(day: number): number;
  /** When a day is worked: stretches in order, none of which is empty. Worked out anew each time. */
  stretches(day: number): Stretch[];
}

/**
 * Reads a calendar on the wall clock of its zone. A period that begins or ends in the hour that is left out when clocks go
 * forward does so at the change; in the hour that comes twice the first of them is meant. Asks the zone once a day, because almost
 * every day has one offset from beginning to end.
 */
export function createWorkingDays({ timeZone, week, holidays }: WorkingCalendar): WorkingDays {
  const { zone } = DateTime.utc().setZone(timeZone);
  const offset = (moment: number): number => zone.offset(moment) * MINUTE_MS;
  const free = new Set(holidays.map((date) => Date.parse(date) / DAY_MS));
  const periods = week.map((day) => day.map(({ from, to }) => ({ from: millisecondsOf(from), to: millisecondsOf(to) })).sort((left, right) => left.from - right.from));
  const atMidnight = new Map<number, number>();

  /** The offset at midnight UTC of a day. */
  function midnight(day: number): number {
    const known = atMidnight.get(day);
    if (known !== undefined) return known;
    // Days are mostly asked for one after the other.
    if (atMidnight.size > 1_000) atMidnight.clear();
    const found = offset(day * DAY_MS);
    atMidnight.set(day, found);
    return found;
  }

  /** The moment at which the wall of a day shows so many milliseconds after its midnight. */
  function moment(day: number, time: number): number {
    const wall = day * DAY_MS + time;
    // A zone is at most 14 hours ahead and 12 behind, so these days hold everything that the wall calls by this date, and what is around it.
    const before = midnight(day - 1);
    const after = midnight(day + 2);
    if (before === after && midnight(day) === before && midnight(day + 1) === before) return wall - before;
    const early = wall - before;
    const late = wall - after;
    if (offset(early) === before) return early;
    if (offset(late) === after) return late;
    return changeBetween(late, early);
  }

  /** The first moment after `low`, and at the latest at `high`, at which clocks have been changed. */
  function changeBetween(low: number, high: number): number {
    const before = offset(low);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  return {
    dayAt: (at) => Math.floor((at + offset(at)) / DAY_MS),
    start: (day) => moment(day, 0),
    stretches(day) {
      if (free.has(day)) return [];
      // 1970-01-01 was a Thursday; weeks begin on Monday.
      const weekday = (((day + 3) % 7) + 7) % 7;
      return (periods[weekday] ?? []).map(({ from, to }) => ({ from: moment(day, from), to: moment(day, to) })).filter(({ from, to }) => from < to);
    },
  };
}

function millisecondsOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE_MS;
}
