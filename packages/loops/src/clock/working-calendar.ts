import { HeedError } from '@heed/domain';
import { DateTime } from 'luxon';
import * as z from 'zod';
import { createWorkingDays, type Stretch, type WorkingCalendar } from './working-days.ts';

export type { Stretch, WorkingCalendar } from './working-days.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:00');
const period = z.strictObject({ from: timeOfDay, to: timeOfDay });

export const workingCalendar: z.ZodType<WorkingCalendar> = z.strictObject({
  timeZone: z.string(),
  week: z.array(z.array(period).max(10)).length(7),
  holidays: z.array(z.iso.date()).max(2_000),
});

/** A calendar whose next working moment is further away than this has none. */
const FURTHEST_DAYS = 3_660;

/**
 * Parses a calendar from outside. Throws BAD_USER_INPUT, with what to change, for a zone that is unknown, periods that overlap or
 * end before they begin, and a week without any working time.
 */
export function readWorkingCalendar(value: unknown): WorkingCalendar {
  const parsed = workingCalendar.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new HeedError('BAD_USER_INPUT', `The calendar is not valid at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
  }
  const calendar = parsed.data;
  if (!DateTime.utc().setZone(calendar.timeZone).isValid) throw new HeedError('BAD_USER_INPUT', 'The time zone of the calendar is unknown; use an IANA name such as Europe/Berlin.');
  calendar.week.forEach((periods, index) => {
    const sorted = [...periods].sort((left, right) => left.from.localeCompare(right.from));
    sorted.forEach(({ from, to }, place) => {
      const next = sorted[place + 1];
      if (from >= to) throw new HeedError('BAD_USER_INPUT', `A period of weekday ${index + 1} ends before it begins; a night shift is two periods, one up to 24:00 and one from 00:00 of the next day.`);
      if (next && next.from < to) throw new HeedError('BAD_USER_INPUT', `Two periods of weekday ${index + 1} overlap; join them.`);
    });
  });
  if (calendar.week.every((periods) => periods.length === 0)) throw new HeedError('BAD_USER_INPUT', 'The calendar has no working time in any week; give at least one period.');
  return calendar;
}

/** A calendar with its days worked out once and kept, for many questions. */
export interface WorkingClock {
  /** Working milliseconds between two moments; 0 when `to` is not after `from`. */
  between(from: number, to: number): number;
  /** The moment at which so much working time has passed since `from`; `from` itself for none. Throws BAD_USER_INPUT when a calendar never works again. */
  after(from: number, milliseconds: number): number;
  /** The stretches of working time within [from, to). */
  stretches(from: number, to: number): Stretch[];
}

/**
 * The clock of a calendar. Periods are read on the wall clock of the zone: on the day on which clocks go forward a period
 * over the gap is an hour shorter, on the day on which they go back an hour longer, as people live through it. A period that begins
 * or ends within the hour that comes twice means the first of them.
 */
export function createWorkingClock(calendar: WorkingCalendar): WorkingClock {
  const days = createWorkingDays(calendar);

  /** From the day before, lest a day that clocks have made longer is missed. */
  function* from(moment: number): Generator<Stretch> {
    const first = days.dayAt(moment) - 1;
    for (let day = first; day <= first + FURTHEST_DAYS; day++) {
      for (const stretch of days.stretches(day)) if (stretch.to > moment) yield { from: Math.max(stretch.from, moment), to: stretch.to };
    }
  }

  function stretches(start: number, end: number): Stretch[] {
    const found: Stretch[] = [];
    if (end <= start) return found;
    for (let day = days.dayAt(start) - 1; days.start(day) < end; day++) {
      for (const stretch of days.stretches(day)) {
        const cut = { from: Math.max(stretch.from, start), to: Math.min(stretch.to, end) };
        if (cut.from < cut.to) found.push(cut);
      }
    }
    return found;
  }

  return {
    stretches,
    between: (start, end) => stretches(start, end).reduce((sum, stretch) => sum + stretch.to - stretch.from, 0),
    after(start, milliseconds) {
      let left = milliseconds;
      if (left <= 0) return start;
      for (const stretch of from(start)) {
        const length = stretch.to - stretch.from;
        if (length >= left) return stretch.from + left;
        left -= length;
      }
      throw new HeedError('BAD_USER_INPUT', `The calendar has too little working time: the moment lies more than ${Math.floor(FURTHEST_DAYS / 366)} years ahead.`);
    },
  };
}

/** The calendar of whoever never sleeps: working time is calendar time. */
export const ALWAYS: WorkingCalendar = { timeZone: 'UTC', week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), holidays: [] };

