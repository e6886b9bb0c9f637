import { expect, it } from 'vitest';
import { negotiateLocale } from './locales.ts';

it.each([
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['de-DE,de;q=0.9,tr;q=0.5,en;q=0.3', 'tr'],
  ['en;q=0.5,pl;q=0.8', 'pl'],
  ['zh-CN', 'zh-TW'],
  ['vi;q=0,en', 'en'],
  ['de', 'en'],
  [null, 'en'],
])('for %s chooses %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale);
});
