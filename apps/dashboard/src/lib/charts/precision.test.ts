import { expect, it } from 'vitest';
import { createFormats } from '#lib/i18n/format.ts';
import { decimals, stepDigits, writeEstimate } from './precision.ts';

const t = (_key: string, values?: Record<string, unknown>): string => `${String(values?.['low'])} to ${String(values?.['high'])}`;
const write = (value: number, low: number, high: number, unit: 'POINTS' | 'PERCENT' | 'SCALE_POINTS' | 'COUNT' = 'POINTS', locale = 'en') =>
  writeEstimate({ value, low, high, n: 100, excluded: 0, enough: true }, { unit, t, format: createFormats(locale, { timeZone: 'UTC' }) });

it('never writes more digits than the interval supports', () => {
  expect(decimals(6, 'POINTS')).toBe(0);
  expect(decimals(0.4, 'PERCENT')).toBe(1);
  expect(decimals(0.2, 'SCALE_POINTS')).toBe(1);
  expect(decimals(0.04, 'SCALE_POINTS')).toBe(2);
  expect([0.4, 2, 300].map((half) => decimals(half, 'COUNT'))).toEqual([0, 0, 0]);
});
it('writes an even interval with ±, a lopsided one with both ends', () => {
  expect(write(42.4, 36.2, 48.3)).toMatchObject({ value: '42', figure: '42', interval: '±\u00a06' });
  expect(write(97, 85, 99, 'PERCENT')).toMatchObject({ value: '97%', figure: '97', interval: '85 to 99' });
  expect(write(0, 0, 3.69, 'COUNT')).toMatchObject({ value: '0', interval: '0 to 4' });
  expect(write(12_300, 12_083.6, 12_519.3, 'COUNT')).toMatchObject({ value: '12,300', interval: '±\u00a0218' });
});
it('writes a true minus and the decimals of the language', () => {
  expect(write(-12, -18, -6)?.value).toBe('\u221212');
  expect(write(4.53, 4.4, 4.66, 'SCALE_POINTS', 'pl')).toMatchObject({ value: '4,5', interval: '±\u00a00,1' });
});
it('has nothing to say without answers', () => {
  const format = createFormats('en', { timeZone: 'UTC' });
  expect(writeEstimate({ value: null, low: null, high: null, n: 0, excluded: 3, enough: false }, { unit: 'POINTS', t, format })).toBeNull();
});

it('labels an axis with the decimals of its steps', () => {
  expect([25, 2.5, 0.5, 0.25, 1, 0.05, 0.3 - 0.2].map(stepDigits)).toEqual([0, 1, 1, 2, 0, 2, 1]);
});
