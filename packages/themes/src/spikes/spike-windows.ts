import type { Period } from '@heed/domain';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** What is compared with the same hours of the same weekday: a day, for what grows slowly, and three hours, for what breaks. */
export const SPIKE_HOURS = [24, 3] as const;
/** With so many weeks before: fewer do not tell how much weeks differ, more tell of another season. */
const WEEKS = 8;

/** The hours that end at a moment, and the same ones of the weeks before, the latest first. */
export interface SpikeWindow {
  now: Period;
  earlier: Period[];
}

/** Half-open periods of so many hours by the clocks of the time zone: a week before is the same weekday at the same time, also where clocks were changed in between. */
export function spikeWindow({ now, timeZone }: { now: number; timeZone: string }, hours: number): SpikeWindow {
  const length = hours * HOUR_MS;
  const end = (weeks: number): number => {
    const there = now - weeks * WEEK_MS;
    return there + offsetAt(now, timeZone) - offsetAt(there, timeZone);
  };
  const period = (to: number): Period => ({ from: to - length, to });
  return { now: period(now), earlier: Array.from({ length: WEEKS }, (_, week) => period(end(week + 1))) };
}

/** By how much the clocks of a time zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})/u.exec(name) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000);
}
