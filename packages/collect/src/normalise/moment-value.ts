import { DateTime } from 'luxon';
import type { Issues } from './issues.ts';

const DAY = 86_400_000;
/** 1970-01-02: the engine's day type starts at 1970-01-01, and a day is left for zones that shift it. */
export const EARLIEST = DAY;
/** The engine's day type ends with 2149-06-06; that day is left for the same reason. */
const LATEST = Date.UTC(2149, 5, 6) - 1;
/** Moments before this are 1970 to 1973; as numbers they are nearly always seconds taken for milliseconds. */
const LIKELY_SECONDS = 100_000_000_000;

/** Date, optional time, optional fraction, optional offset (ISO 8601, extended form; a space may stand for the T). */
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

interface Place {
  column: string;
  text: boolean;
  timeZone: string | undefined;
  issues: Issues;
}

/** The moment in epoch milliseconds, or null when it was not given or was refused. */
export function momentValue(value: unknown, place: Place): number | null {
  if (value === undefined || value === null) return null;
  const { column, text, issues } = place;
  let moment = NaN;
  if (typeof value === 'number') {
    moment = Math.floor(value);
    if (moment < LIKELY_SECONDS && moment >= EARLIEST) issues.warn(`${column} is a number that means a day before 1973; send milliseconds, not seconds`);
  } else if (typeof value === 'string') {
    const trimmed = value.trim();
    if (trimmed === '' && text) return null;
    moment = text && /^\d{12,14}$/.test(trimmed) ? Number(trimmed) : isoMoment(trimmed, place);
  } else if (value instanceof Date) {
    moment = value.getTime();
  }
  if (Number.isNaN(moment)) {
    issues.refuse(column, value, 'must be ISO 8601 with an offset, such as 2026-03-01T12:30:00Z, or epoch milliseconds');
    return null;
  }
  if (moment < EARLIEST || moment > LATEST) {
    issues.refuse(column, value, 'must lie between 1970-01-02 and 2149-06-05');
    return null;
  }
  return moment;
}

/** Epoch milliseconds of an ISO 8601 text, NaN when it is none or names a day or time that does not exist. */
function isoMoment(text: string, { column, timeZone, issues }: Place): number {
  const match = ISO.exec(text);
  if (!match) return NaN;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const hour = Number(match[4] ?? 0);
  const minute = Number(match[5] ?? 0);
  const second = Number(match[6] ?? 0);
  const millisecond = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'));
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return NaN;
  // A leap second is read as the second after it.
  if (hour > 23 || minute > 59 || second > 60) return NaN;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; anything so old is refused by its range.
  if (year < 100) return 0;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const offset = match[8];
  if (offset !== undefined) return asUtc - offsetMinutes(offset) * 60_000;
  if (timeZone !== undefined) {
    return DateTime.fromObject({ year, month, day, hour, minute, second: Math.min(second, 59), millisecond }, { zone: timeZone }).toMillis();
  }
  issues.warn(`${column} has no offset and was taken as UTC`);
  return asUtc;
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + (offset.length > 3 ? Number(offset.slice(-2)) : 0);
  if (minutes > 18 * 60) return NaN;
  return offset.startsWith('-') ? -minutes : minutes;
}

/** Days of a month in the Gregorian calendar. */
export function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
