/** Hours of the organisation's day in which a wall is darker, and how much of its light is left then, in percent. */
export interface Dimming {
  /** `HH:mm`. */
  from: string;
  to: string;
  level: number;
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight that a clock on the wall of the organisation shows. */
function wallMinutes(now: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) clocks.set(timeZone, (clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })));
  return minutesOf(clock.format(now));
}

/**
 * Whether a moment (epoch milliseconds) lies within the hours, which may go over midnight. They are read from the clock of the
 * organisation's zone: on the night when it is put forward or back, the hours begin and end when the clock says so.
 */
export function isDimmed(now: number, { dimming, timeZone }: { dimming: Dimming | null; timeZone: string }): boolean {
  if (!dimming) return false;
  const [from, to, at] = [minutesOf(dimming.from), minutesOf(dimming.to), wallMinutes(now, timeZone)];
  return from <= to ? at >= from && at < to : at >= from || at < to;
}

/** The share of its light, 0 to 1, that a wall shows at a moment. */
export function lightAt(now: number, of: { dimming: Dimming | null; timeZone: string }): number {
  return of.dimming && isDimmed(now, of) ? of.dimming.level / 100 : 1;
}
