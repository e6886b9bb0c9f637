import type { PeriodUnit } from '#lib/api/documents.ts';

/** The last so many days that the period picker offers first. */
export const DAY_PRESETS = [7, 28, 90, 365] as const;
/** Calendar units from the smallest, with the letter that stands for each in an address. */
const LETTERS = { h: 'HOUR', d: 'DAY', w: 'WEEK', m: 'MONTH', q: 'QUARTER', y: 'YEAR' } as const satisfies Record<string, PeriodUnit>;
const UNITS = Object.values(LETTERS);

/**
 * So many units that end with the current one, or with the last one that is over (`complete`); the current unit so far;
 * or from one day to another, both included, as `yyyy-MM-dd`. The ends may also be moments (ISO 8601 with a time), as a
 * bucket of an hour needs them; then `to` is excluded.
 */
export type ViewPeriod = { last: LastUnits } | { toDate: PeriodUnit } | { from: string; to: string };

export interface LastUnits {
  count: number;
  unit: PeriodUnit;
  complete: boolean;
}

export const lastDays = (count: number): ViewPeriod => ({ last: { count, unit: 'DAY', complete: false } });

export const DEFAULT_PERIOD = lastDays(28);

const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/;
const LAST = /^([1-9]\d{0,3})([hdwmqy])(-complete)?$/;
const TO_DATE = /^(hour|day|week|month|quarter|year)-to-date$/;

/** Two dates of an address as a period, or null when they make none. */
export function readDates(from: string, to: string): { from: string; to: string } | null {
  return DATE.test(from) && DATE.test(to) && from <= to ? { from, to } : null;
}

/** The period that an address asks for; the last 28 days where it asks for none that makes sense. */
export function readPeriod(parameters: Pick<URLSearchParams, 'get'>): ViewPeriod {
  const dates = readDates(parameters.get('from') ?? '', parameters.get('to') ?? '');
  if (dates) return dates;
  const text = parameters.get('period') ?? '';
  const toDate = UNITS.find((unit) => unit.toLowerCase() === TO_DATE.exec(text)?.[1]);
  if (toDate) return { toDate };
  const [, count, letter, complete] = LAST.exec(text) ?? [];
  if (letter === undefined) return DEFAULT_PERIOD;
  return { last: { count: Number(count), unit: LETTERS[letter as keyof typeof LETTERS], complete: complete !== undefined } };
}

/** The parameters of a period; none for the usual one. `readPeriod` reads them back unchanged. */
export function writePeriod(period: ViewPeriod): Record<string, string> {
  if ('from' in period) return { from: period.from, to: period.to };
  if ('toDate' in period) return { period: `${period.toDate.toLowerCase()}-to-date` };
  const { count, unit, complete } = period.last;
  const text = `${count}${unit[0]?.toLowerCase() ?? ''}${complete ? '-complete' : ''}`;
  return text === '28d' ? {} : { period: text };
}

export const samePeriod = (one: ViewPeriod, other: ViewPeriod): boolean => JSON.stringify(writePeriod(one)) === JSON.stringify(writePeriod(other));

/** How many days a period of the last days has; 0 for any other. */
export const daysOf = (period: ViewPeriod): number => ('last' in period && period.last.unit === 'DAY' && !period.last.complete ? period.last.count : 0);

/** A `yyyy-MM-dd` moved by calendar units, free of any clock change; the 31st becomes a shorter month's last day. */
export function moveDay(day: string, { days = 0, months = 0 }: { days?: number; months?: number }): string {
  const date = new Date(`${day}T00:00:00Z`);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const longest = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, longest) + days);
  return date.toISOString().slice(0, 10);
}

const MONTHS: Partial<Record<PeriodUnit, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** The first day of the unit that a day is in; weeks start on Monday. */
function startOfUnit(day: string, unit: PeriodUnit): string {
  const months = MONTHS[unit];
  if (unit === 'WEEK') return moveDay(day, { days: -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) });
  if (months === undefined) return day;
  const month = Number(day.slice(5, 7)) - 1;
  return `${day.slice(0, 4)}-${String(month - (month % months) + 1).padStart(2, '0')}-01`;
}

function moveUnits(day: string, { count, unit }: { count: number; unit: PeriodUnit }): string {
  const months = MONTHS[unit];
  return months === undefined ? moveDay(day, { days: count * (unit === 'WEEK' ? 7 : 1) }) : moveDay(day, { months: count * months });
}

/**
 * The days of a period, both included, on the workspace's calendar, where `today` is its `yyyy-MM-dd`. Hours count as
 * the days that they lie in.
 */
export function periodDays(period: ViewPeriod, today: string): { from: string; to: string } {
  if ('from' in period) return { from: period.from.slice(0, 10), to: period.to.slice(0, 10) };
  if ('toDate' in period) return { from: startOfUnit(today, period.toDate), to: today };
  const { count, unit, complete } = period.last;
  if (unit === 'HOUR') return { from: today, to: today };
  const start = startOfUnit(today, unit);
  const end = complete ? start : moveUnits(start, { count: 1, unit });
  return { from: moveUnits(end, { count: -count, unit }), to: moveDay(end, { days: -1 }) };
}
