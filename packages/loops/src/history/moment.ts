import { DateTime } from 'luxon';

/** A moment as a row tells it, epoch milliseconds. */
export interface ToldMoment {
  at: number;
  /** The row names the day only: `at` is its beginning, and any moment of that day is meant. */
  dayOnly: boolean;
}

/** Date, optional time, optional offset (ISO 8601, extended form; a space may stand for the T). */
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const DAY = 86_400_000;
/** The range of the engine's day type, less a day for zones, as for feedback. */
const EARLIEST = DAY;
const LATEST = Date.UTC(2149, 5, 6) - 1;

/** The moment that a text (ISO 8601) or a number (epoch milliseconds) names, or null; without an offset by the clock of the zone. */
export function momentOf(value: unknown, { timeZone }: { timeZone: string }): ToldMoment | null {
  if (typeof value === 'number') return within(Math.floor(value), false);
  if (typeof value !== 'string') return null;
  const text = value.trim().toUpperCase().replace(' ', 'T').replace(/\s(?=[Z+-])/, '').replace(',', '.');
  if (/^\d{12,14}$/.test(text)) return within(Number(text), false);
  const match = ISO.exec(text);
  if (!match) return null;
  const moment = DateTime.fromISO(text, { zone: timeZone });
  return moment.isValid ? within(moment.toMillis(), match[1] === undefined) : null;
}

function within(at: number, dayOnly: boolean): ToldMoment | null {
  return at >= EARLIEST && at <= LATEST ? { at, dayOnly } : null;
}

/** Whether a moment lies within the day that a told one names. */
export function isOnDay(at: number, { at: day }: ToldMoment, { timeZone }: { timeZone: string }): boolean {
  return at >= day && at < DateTime.fromMillis(day, { zone: timeZone }).plus({ day: 1 }).toMillis();
}
