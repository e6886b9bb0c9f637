import { addressSpans } from './mask/addresses.ts';
import { nameSpans } from './mask/names.ts';
import { numberSpans } from './mask/numbers.ts';
import { replaced } from './mask/span.ts';

/** What stands in place of personal data: the same for every length, so that nothing can be read off it. */
const MASK = '●●●';

/** Half-width in place of full-width forms, unit for unit, so that a number is a number however it was typed. */
const halfWidth = (text: string): string => text.replaceAll(/[\uFF01-\uFF5E]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');

/** Words that are long enough to be looked for as they stand, such as a number of a telephone. */
const isWritten = (value: string): boolean => value.length > 3 && /[\d@]/.test(value);

/**
 * A text (composed, NFC) with a mark in place of what leads to a person: e-mail addresses, links, names elsewhere, telephone, card,
 * account, identity and order numbers, days of birth, names that are told by what is said around them, and what is `known` of the
 * customer: names, addresses and numbers. Names that are `nobodys`, as the company's own, stay. Made for walls, where a word too few is better than a word too many; prices, dates, hours,
 * numbers of things and of products stay. It knows the forms of English, Chinese (Taiwan), Korean, Vietnamese, Turkish and Polish.
 */
export function withoutPersonalData(text: string, { known = [], nobodys = [] }: { known?: readonly string[]; nobodys?: readonly string[] } = {}): string {
  const composed = text.normalize('NFC');
  const shadow = halfWidth(composed);
  const values = known.map((value) => halfWidth(value.normalize('NFC').trim())).filter((value) => value !== '');
  const written = values.filter(isWritten).flatMap((value) => occurrences(shadow, value));
  return replaced(composed, [...written, ...addressSpans(shadow), ...numberSpans(shadow), ...nameSpans(shadow, { known: values.filter((value) => !isWritten(value)), nobodys })], () => MASK);
}

function occurrences(text: string, value: string): { start: number; end: number }[] {
  const [lower, wanted] = [text.toLowerCase(), value.toLowerCase()];
  const found = [];
  if (lower.length !== text.length) return [];
  for (let start = lower.indexOf(wanted); start !== -1; start = lower.indexOf(wanted, start + wanted.length)) found.push({ start, end: start + wanted.length });
  return found;
}
