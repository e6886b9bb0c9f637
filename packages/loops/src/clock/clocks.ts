import { keyOf, type LoopSettings } from '../settings/settings.ts';
import { ALWAYS, createWorkingClock, type WorkingCalendar, type WorkingClock } from './working-calendar.ts';
import { createWorkingDays, DAY_MS } from './working-days.ts';

/** A department's clock that can also say how much working time there has been in all. */
export interface DepartmentClock extends WorkingClock {
  /**
   * Working milliseconds since 2000-01-01T00:00Z; negative before. Additive: since2000(b) - since2000(a) is between(a, b) exactly, so that of
   * something that runs only one number need be stored.
   */
  since2000(moment: number): number;
}

export interface Clocks {
  /** The clock of a department, in any case; one that nobody has set up never sleeps. */
  of(department: string): DepartmentClock;
}

const EPOCH = Date.UTC(2000, 0, 1);
/** What lies after this is counted day by day. */
const HORIZON = Date.UTC(2100, 0, 1);

const made = new WeakMap<LoopSettings, Clocks>();
/** Working out a calendar takes some tens of milliseconds, and most changes of settings are none of calendars. */
const known = new Map<string, DepartmentClock>();
const MOST_KNOWN = 500;

/** The clocks of all departments; of the same settings always the same. */
export function createClocks(settings: LoopSettings): Clocks {
  const before = made.get(settings);
  if (before) return before;
  const byDepartment = new Map<string, DepartmentClock>();
  for (const [key, { calendar }] of settings.departments) byDepartment.set(key, clockOf(calendar));
  const always = clockOf(ALWAYS);
  const clocks: Clocks = { of: (department) => byDepartment.get(department) ?? byDepartment.get(keyOf(department)) ?? always };
  made.set(settings, clocks);
  return clocks;
}

function clockOf(calendar: WorkingCalendar): DepartmentClock {
  const key = JSON.stringify(calendar);
  const before = known.get(key);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const clock = neverSleeps(calendar) ? sleepless(calendar) : summed(calendar);
  known.set(key, clock);
  return clock;
}

const neverSleeps = ({ week, holidays }: WorkingCalendar): boolean =>
  holidays.length === 0 && week.every((periods) => {
    let until = '00:00';
    for (const { from, to } of [...periods].sort((left, right) => left.from.localeCompare(right.from))) if (from <= until && to > until) until = to;
    return until === '24:00';
  });

const sleepless = (calendar: WorkingCalendar): DepartmentClock => ({
  stretches: createWorkingClock(calendar).stretches,
  between: (from, to) => Math.max(0, to - from),
  after: (from, milliseconds) => from + Math.max(0, milliseconds),
  since2000: (moment) => moment - EPOCH,
});

/** Keeps where each stretch since 2000 begins and how much was worked before it, as far as anybody has asked, and searches there. */
function summed(calendar: WorkingCalendar): DepartmentClock {
  const days = createWorkingDays(calendar);
  const clock = createWorkingClock(calendar);
  const begins: number[] = [];
  const ends: number[] = [];
  /** Working time before the stretch of the same index. */
  const sums: number[] = [];
  let total = 0;
  let day = days.dayAt(EPOCH) - 1;

  /** Works out the days up to a moment, and some more, because who asks for one asks for the next. */
  function extend(moment: number): void {
    if (days.start(day) > moment) return;
    for (const last = days.dayAt(moment) + 366; day <= last; day++) {
      for (const { from, to } of days.stretches(day)) {
        const begin = Math.max(from, EPOCH);
        if (begin >= to) continue;
        begins.push(begin);
        ends.push(to);
        sums.push(total);
        total += to - begin;
      }
    }
  }

  /** The index of the last entry that is not above the value; -1 when all are. */
  function lastUpTo(list: readonly number[], value: number): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function since2000(moment: number): number {
    if (moment < EPOCH) return -clock.between(moment, EPOCH);
    if (moment > HORIZON) return since2000(HORIZON) + clock.between(HORIZON, moment);
    extend(moment);
    const index = lastUpTo(begins, moment);
    return index < 0 ? 0 : (sums[index] as number) + Math.min(moment, ends[index] as number) - (begins[index] as number);
  }

  return {
    stretches: clock.stretches,
    since2000,
    between: (from, to) => (to <= from ? 0 : since2000(to) - since2000(from)),
    after(from, milliseconds) {
      if (milliseconds <= 0) return from;
      // Near enough to both ends of what is summed up; the rest is rare and may take its time.
      if (from < EPOCH || from > HORIZON - 3_660 * DAY_MS) return clock.after(from, milliseconds);
      const wanted = since2000(from) + milliseconds;
      for (let year = 1; total < wanted && year <= 10; year++) extend(from + year * 366 * DAY_MS);
      if (total < wanted) return clock.after(from, milliseconds);
      // The stretch in which it is reached: exactly at the end of one, not at the beginning of the next.
      const index = lastUpTo(sums, Math.ceil(wanted) - 1);
      return (begins[index] as number) + wanted - (sums[index] as number);
    },
  };
}
