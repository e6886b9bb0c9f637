import type { Issues } from './issues.ts';

interface Place {
  column: string;
  /** In Unicode code points. */
  limit: number;
  issues: Issues;
}

/**
 * A short label: a dimension, a source, an identifier. Trimmed and in NFC, so that the same label typed twice is one
 * value. Empty when it was not given or was refused.
 */
export function label(value: unknown, place: Place): string {
  const text = asText(value, place);
  return text === '' || isPlain(text) ? text : storable(text, place).normalize('NFC').trim();
}

/** Text that is kept exactly as it came. Empty when it was not given or was refused. */
export function verbatim(value: unknown, place: Place): string {
  const text = asText(value, place);
  return text === '' ? text : storable(text, place);
}

/**
 * A number is as good as its digits, because senders write identifiers as numbers; but beyond 2^53 digits were lost
 * before Heed saw them, and two identifiers could have become one.
 */
function asText(value: unknown, { column, limit, issues }: Place): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') {
    if (value.length > limit && codePoints(value) > limit) {
      issues.refuse(column, value, `must be at most ${limit} characters`);
      return '';
    }
    return value;
  }
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return String(value);
    issues.refuse(column, value, 'must be sent as text: the number is too large to be exact');
    return '';
  }
  issues.refuse(column, value, 'must be text');
  return '';
}

/** Lone surrogates have no UTF-8 form, so they cannot be stored; the replacement character stands where they were. */
function storable(text: string, { column, issues }: Place): string {
  if (text.isWellFormed()) return text;
  issues.warn(`${column} held broken characters, which were replaced`);
  return text.toWellFormed();
}

/** True for printable ASCII without outer spaces, which trimming and NFC leave alone. */
function isPlain(text: string): boolean {
  const last = text.length - 1;
  if (last > 64 || text.charCodeAt(0) === 32 || text.charCodeAt(last) === 32) return false;
  for (let index = 0; index <= last; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code > 126) return false;
  }
  return true;
}

function codePoints(text: string): number {
  let pairs = 0;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      pairs++;
      index++;
    }
  }
  return text.length - pairs;
}
