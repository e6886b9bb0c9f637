import { expect, it } from 'vitest';
import { LOCALES, type Locale } from '#lib/i18n/locales.ts';
import { durationWords } from './duration-words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const calendar = (milliseconds: number, locale: Locale = 'en'): string => durationWords(milliseconds, { clock: 'CALENDAR', i18n: { locale } });

it('names the two largest units that say something', () => {
  expect([28 * HOUR, 48 * HOUR, 90 * MINUTE, 12 * HOUR + 20 * MINUTE, 5 * MINUTE, 12 * 24 * HOUR + 13 * HOUR].map((time) => calendar(time))).toEqual(['1d 4h', '2d', '1h 30m', '12h', '5m', '13d']);
});
it('never counts working time in days', () => {
  expect(durationWords(31 * HOUR, { clock: 'WORKING', i18n: { locale: 'en' } })).toBe('31h');
});
it('rounds up to the next unit without skipping', () => {
  expect([59.6 * MINUTE, 23 * HOUR + 59.7 * MINUTE, 47.6 * HOUR].map((time) => calendar(time))).toEqual(['1h', '1d', '2d']);
});
it('is never empty, in any language', () => {
  for (const locale of Object.keys(LOCALES) as Locale[]) for (const time of [0, -5, 400, 61_000, 28 * HOUR]) expect(calendar(time, locale)).not.toBe('');
  expect(calendar(28 * HOUR, 'pl')).toBe('1 d. i 4 h');
});
