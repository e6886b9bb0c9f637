import type { DepartmentInput, SettingsDepartment } from '#lib/api/settings-documents.ts';
import { PRIORITIES, type Priority } from './departments-view.ts';

export const TARGETS = ['ACKNOWLEDGE', 'CONTACT', 'CLOSE'] as const;
export type TargetName = (typeof TARGETS)[number];

const MINUTE = 60_000;
/** Units of an amount of time. Working time is never counted in days. */
export const UNIT_MS = { minutes: MINUTE, hours: 60 * MINUTE, days: 24 * 60 * MINUTE } as const;
export type TimeUnit = keyof typeof UNIT_MS;

const LARGEST_FIRST: readonly TimeUnit[] = ['days', 'hours', 'minutes'];

/** An amount as a form shows it; null for none. */
export interface Amount {
  value: number | null;
  unit: TimeUnit;
}

/** The largest unit in which a time is a whole number. */
export function amountOf(milliseconds: number | null, { days = true }: { days?: boolean } = {}): Amount {
  if (milliseconds === null) return { value: null, unit: 'hours' };
  const unit = LARGEST_FIRST.filter((one) => days || one !== 'days').find((one) => milliseconds % UNIT_MS[one] === 0) ?? 'minutes';
  return { value: Math.round((milliseconds / UNIT_MS[unit]) * 100) / 100, unit };
}

export const millisecondsOf = ({ value, unit }: Amount): number | null => (value === null || Number.isNaN(value) ? null : Math.round(value * UNIT_MS[unit]));

export interface TargetDraft extends Amount {
  clock: 'WORKING' | 'CALENDAR';
}

/** A department as its form shows it. */
export interface DepartmentDraft {
  name: string;
  timeZone: string;
  /** Monday first. */
  week: { from: string; to: string }[][];
  holidays: string[];
  targets: Record<Priority, Record<TargetName, TargetDraft>>;
  chain: string[];
  repeat: Amount;
  takeBack: Amount;
  fallbackOwner: string;
}

const USUAL_DAY = { from: '09:00', to: '17:00' };
const HOUR = UNIT_MS.hours;

function targetsOf(department: SettingsDepartment | null): DepartmentDraft['targets'] {
  const of = (priority: Priority, target: TargetName): TargetDraft => {
    const found = department?.targets.find((one) => one.priority === priority && one.target === target);
    return found ? { ...amountOf(found.milliseconds, { days: found.clock === 'CALENDAR' }), clock: found.clock } : { value: null, unit: 'hours', clock: 'WORKING' };
  };
  return Object.fromEntries(PRIORITIES.map((priority) => [priority, Object.fromEntries(TARGETS.map((target) => [target, of(priority, target)]))])) as DepartmentDraft['targets'];
}

/** How the form of a department begins: as it stands, or as most are. */
export function departmentDraft(department: SettingsDepartment | null, { name = '', timeZone }: { name?: string; timeZone: string }): DepartmentDraft {
  return {
    name: department?.name ?? name,
    timeZone: department?.calendar.timeZone ?? timeZone,
    week: department ? department.calendar.week.map((day) => day.map((period) => ({ ...period }))) : Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ ...USUAL_DAY }] : [])),
    holidays: department ? [...department.calendar.holidays] : [],
    targets: targetsOf(department),
    chain: department ? [...department.escalation.chain] : [],
    repeat: amountOf(department?.escalation.repeatMs ?? 4 * HOUR, { days: false }),
    takeBack: amountOf(department?.escalation.takeBackMs ?? null, { days: false }),
    fallbackOwner: department?.fallbackOwner ?? '',
  };
}

/** What is saved of a filled-in form; the API says what is wrong with it. */
export function departmentInput(draft: DepartmentDraft): DepartmentInput {
  return {
    name: draft.name.trim(),
    calendar: { timeZone: draft.timeZone, week: draft.week, holidays: [...draft.holidays].sort() },
    targets: PRIORITIES.flatMap((priority) =>
      TARGETS.flatMap((target) => {
        const { clock, ...amount } = draft.targets[priority][target];
        const milliseconds = millisecondsOf(amount);
        return milliseconds === null ? [] : [{ priority, target, milliseconds, clock }];
      }),
    ),
    escalation: { chain: draft.chain, repeatMs: millisecondsOf(draft.repeat) ?? 0, takeBackMs: millisecondsOf(draft.takeBack) },
    fallbackOwner: draft.fallbackOwner === '' ? null : draft.fallbackOwner,
  };
}

const DATE = /\d{4}-\d{2}-\d{2}/g;

/** The days that stand in a pasted text, added to those that are there; each once, in order. */
export function withHolidays(holidays: readonly string[], text: string): string[] {
  const found = (text.match(DATE) ?? []).filter((date) => !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date));
  return [...new Set([...holidays, ...found])].sort();
}
