import type { Issues } from './issues.ts';

interface Place {
  column: string;
  /** Numbers may come as text. */
  text: boolean;
  issues: Issues;
}

/** "9", " 9 ", "9.0" and, as decimal commas are common, "9,0". */
const WHOLE_TEXT = /^\s*\+?(\d{1,9})(?:[.,]0*)?\s*$/;

/** A whole number from `min` to `max`, or null when it was not given or was refused. */
export function wholeNumber(value: unknown, { min, max }: { min: number; max: number }, place: Place): number | null {
  if (value === undefined || value === null) return null;
  const number = asNumber(value, place);
  if (number === null) return null;
  if (number >= min && number <= max && Number.isInteger(number)) return number + 0;
  place.issues.refuse(place.column, value, `must be a whole number from ${min} to ${max}`);
  return null;
}

/** "0.5", "-0,5", ".5", "+1" and "5e-2"; a minus sign may be the typographic one. */
const DECIMAL_TEXT = /^\s*([+\-−]?)(\d{1,9}(?:[.,]\d{0,20})?|[.,]\d{1,20})(e[+-]?\d{1,2})?\s*$/i;

/** The number that a text says, or NaN. */
export function decimalOf(text: string): number {
  const match = DECIMAL_TEXT.exec(text);
  if (!match) return NaN;
  const [, sign = '', digits = '', exponent = ''] = match;
  return (sign === '' || sign === '+' ? 1 : -1) * Number(digits.replace(',', '.') + exponent);
}

/** A number from `min` to `max`, or null when it was not given or was refused. */
export function decimalNumber(value: unknown, { min, max }: { min: number; max: number }, { column, text, issues }: Place): number | null {
  if (value === undefined || value === null) return null;
  if (text && typeof value === 'string' && value.trim() === '') return null;
  const number = typeof value === 'number' ? value : typeof value === 'string' && text ? decimalOf(value) : NaN;
  // Adding 0 makes 0 of −0.
  if (number >= min && number <= max) return number + 0;
  issues.refuse(column, value, `must be a number from ${min} to ${max}`);
  return null;
}

/** One of the listed numbers, `fallback` when it was not given, or null when it was refused. */
export function listedNumber(value: unknown, { choices, fallback }: { choices: readonly number[]; fallback: number }, place: Place): number | null {
  if (value === undefined || value === null) return fallback;
  const number = asNumber(value, place);
  if (number === null) return fallback;
  if (choices.includes(number)) return number;
  place.issues.refuse(place.column, value, `must be one of ${choices.join(', ')}`);
  return null;
}

/** The number, null for empty text of a text door, or NaN for what is no number (the caller refuses it by its range). */
function asNumber(value: unknown, { text }: Place): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !text) return NaN;
  if (value.trim() === '') return null;
  const match = WHOLE_TEXT.exec(value);
  return match ? Number(match[1]) : NaN;
}

const TRUE_TEXT = new Set(['true', 't', 'yes', 'y', '1', 'on', 'tak', 'evet', '예', '네', '是', 'có']);
const FALSE_TEXT = new Set(['false', 'f', 'no', 'n', '0', 'off', 'nie', 'hayır', '아니오', '아니요', '否', 'không']);

/** A yes or no; false when it was not given or was refused. */
export function yesOrNo(value: unknown, place: Place): boolean {
  return yesNoOrUnknown(value, place) ?? false;
}

/** A yes or no; null when it was not given or was refused. */
export function yesNoOrUnknown(value: unknown, { column, text, issues }: Place): boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  if (text && typeof value === 'string') {
    const word = value.trim().toLowerCase();
    if (TRUE_TEXT.has(word)) return true;
    if (FALSE_TEXT.has(word)) return false;
    if (word === '') return null;
  }
  issues.refuse(column, value, 'must be true or false');
  return null;
}
