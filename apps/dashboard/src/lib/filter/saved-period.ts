import type { PeriodInput, PeriodUnit } from '#lib/api/documents.ts';
import { moveDay, readDates, type ViewPeriod } from './view-period.ts';

type Json = Record<string, unknown>;
const UNITS: readonly PeriodUnit[] = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const unitOf = (value: unknown): PeriodUnit | undefined => UNITS.find((unit) => unit.toLowerCase() === value);

/** A period in the program's own spelling, as whatever is saved holds it. */
export function savedPeriod({ from, to, last, toDate }: PeriodInput): Json {
  if (last) return { last: { count: last.count, unit: last.unit.toLowerCase(), ...(last.complete === true && { complete: true }) } };
  return toDate ? { toDate: toDate.toLowerCase() } : { from, to };
}

/** The period that was saved, as pages show it; null for what is none. */
export function readSavedPeriod(value: unknown): ViewPeriod | null {
  if (typeof value !== 'object' || value === null) return null;
  const { from, to, last, toDate } = value as Json;
  if (typeof from === 'string' && typeof to === 'string') return readDates(from, to.includes('T') ? to : moveDay(to, { days: -1 }));
  const unit = unitOf(toDate);
  if (unit) return { toDate: unit };
  if (typeof last !== 'object' || last === null) return null;
  const { count, unit: of, complete } = last as Json;
  const lastUnit = unitOf(of);
  return typeof count !== 'number' || !Number.isInteger(count) || lastUnit === undefined ? null : { last: { count, unit: lastUnit, complete: complete === true } };
}
