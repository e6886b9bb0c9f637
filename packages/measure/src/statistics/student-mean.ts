import { clamp, type Sampled } from '@heed/domain';
import jstat from 'jstat';

/** Variance of the rounding error of a whole-number answer (Sheppard 1898): 1/12 of a scale point squared. */
const ROUNDING_VARIANCE = 1 / 12;

/**
 * The mean of whole-number answers on a scale from `min` to `max` with Student's t interval, value ± t·s/√n, clamped to
 * the scale; null when nobody answered.
 *
 * Two samples know nothing of their spread, and ± 0 would be a lie for both:
 * - one answer: the interval is the whole scale, and the standard error that of the widest spread the scale allows
 *   (Popoviciu's bound, half of the scale);
 * - answers that all agree (s = 0): s² is taken as 1/12, the rounding error of a whole-number answer.
 */
export function studentMean({ sum, sumOfSquares, n }: { sum: number; sumOfSquares: number; n: number }, { min, max }: { min: number; max: number }): Sampled | null {
  if (n === 0) return null;
  const value = sum / n;
  if (n === 1) return { value, low: min, high: max, standardError: (max - min) / 2 };
  // n·Σx² − (Σx)² is a whole number, so answers that agree give exactly 0, and never less.
  const squares = n * sumOfSquares - sum * sum;
  const variance = squares > 0 ? squares / (n * (n - 1)) : ROUNDING_VARIANCE;
  const standardError = Math.sqrt(variance / n);
  const half = studentQuantile(n - 1) * standardError;
  return { value, low: clamp(value - half, { min, max }), high: clamp(value + half, { min, max }), standardError };
}

/** Quantile 0.975 of Student's t distribution with `freedom` degrees of freedom. */
export function studentQuantile(freedom: number): number {
  return jstat.studentt.inv(0.975, freedom);
}
