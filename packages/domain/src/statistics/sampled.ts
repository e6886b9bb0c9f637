/** What a sample says of everyone: the value it shows, a 95 % interval, and the standard error that changes are judged by. */
export interface Sampled {
  value: number;
  low: number;
  high: number;
  standardError: number;
}

/** Standard normal quantile of a two-sided 95 % interval, rounded as the definitions of the metrics state it. */
export const Z_95 = 1.96;

/** `value`, moved to the nearest end when it lies outside of [min, max]. */
export function clamp(value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(max, Math.max(min, value));
}
