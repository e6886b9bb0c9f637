import type { Estimate, Unit } from '#lib/api/documents.ts';
import type { Formats } from '#lib/i18n/format.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

/**
 * Decimals that an interval supports: none when its half-width is one unit or more, one from a tenth, else two. The
 * units themselves never need more than one decimal for points and percent, and none for counts.
 */
export function decimals(halfWidth: number, unit: Unit): number {
  if (unit === 'COUNT') return 0;
  if (halfWidth >= 1) return unit === 'SCALE_POINTS' ? 1 : 0;
  return unit === 'SCALE_POINTS' && halfWidth > 0 && halfWidth < 0.1 ? 2 : 1;
}

/** An estimate with its interval as texts, or null when there is no value. */
export interface EstimateText {
  value: string;
  /** The value without its unit sign, for the large figure of a card. */
  figure: string;
  /** `± 6`, or `38 to 47` where one arm is clearly longer than the other. */
  interval: string;
  low: string;
  high: string;
}

/** Writes a value of a metric; percent carry their sign. */
export function writeValue(value: number, { unit, digits, format }: { unit: Unit; digits: number; format: Formats }): string {
  return unit === 'PERCENT' ? format.percent(value, digits) : format.number(value, digits);
}

/** Writes a target: a number that somebody chose, with the decimals it was given. */
export function writeTarget(value: number, { unit, format }: { unit: Unit; format: Formats }): string {
  const digits = Number.isInteger(value) ? 0 : 1;
  return writeValue(value, { unit, digits: Number.isInteger(value * 10) ? digits : 2, format });
}

/** Arms that differ by less than this share of their mean are written as one. */
const LOPSIDED = 0.15;

/** Writes an estimate with no more digits than its interval supports. */
export function writeEstimate({ value, low, high }: Estimate, { unit, t, format }: { unit: Unit } & Pick<I18n, 't' | 'format'>): EstimateText | null {
  if (value === null || low === null || high === null) return null;
  const half = (high - low) / 2;
  const digits = decimals(half, unit);
  const write = (one: number): string => writeValue(one, { unit, digits, format });
  const lopsided = Math.abs(high + low - 2 * value) > LOPSIDED * half;
  return {
    value: write(value),
    figure: format.number(value, digits),
    interval: lopsided ? t('table.range', { low: format.number(low, digits), high: format.number(high, digits) }) : `±\u00a0${format.number(half, digits)}`,
    low: write(low),
    high: write(high),
  };
}

/** How many decimals the labels of an axis need so that steps of 2.5 do not read 3, 5, 8. */
export function stepDigits(step: number): number {
  return [0, 1, 2].find((digits) => Number.isInteger(Number((step * 10 ** digits).toPrecision(12)))) ?? 3;
}
