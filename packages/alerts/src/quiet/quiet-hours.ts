import { DateTime } from 'luxon';
import { WEEKDAYS, type QuietHours } from '../rule/rule.ts';

const MINUTE = 60_000;
/** Whoever is quiet all week is told after this. */
const LONGEST_MINUTES = 8 * 24 * 60;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Which minutes of the week are quiet, from Monday 00:00. */
function quietMinutes(hours: readonly QuietHours[]): Uint8Array {
  const week = new Uint8Array(7 * 1_440);
  for (const { from, to, days } of hours) {
    const start = minutesOf(from);
    const length = minutesOf(to) > start ? minutesOf(to) - start : minutesOf(to) + 1_440 - start;
    for (const day of days) {
      const first = WEEKDAYS.indexOf(day) * 1_440 + start;
      for (let minute = first; minute < first + length; minute++) week[minute % week.length] = 1;
    }
  }
  return week;
}

/**
 * The moment until which nothing is to be delivered: `now` itself outside of quiet hours. What counts is what clocks in the zone show, so
 * an hour that comes twice is quiet twice, and one that is skipped never. After eight days of quiet it ends anyway.
 */
export function quietUntil(now: number, { hours, timeZone }: { hours: readonly QuietHours[]; timeZone: string }): number {
  if (hours.length === 0) return now;
  const week = quietMinutes(hours);
  let moment = now;
  for (let passed = 0; passed <= LONGEST_MINUTES; passed++) {
    const { weekday, hour, minute } = DateTime.fromMillis(moment, { zone: timeZone });
    if (week[(weekday - 1) * 1_440 + hour * 60 + minute] !== 1) return moment;
    // The next full minute; offsets of zones in use are whole minutes.
    moment = Math.floor(moment / MINUTE) * MINUTE + MINUTE;
  }
  return moment;
}
