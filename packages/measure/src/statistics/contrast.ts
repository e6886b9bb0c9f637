import { clamp, type Sampled, Z_95 } from '@heed/domain';
import jstat from 'jstat';

/** The difference of two values, its 95 % interval, and how likely one at least as large is where there is none. */
export interface Contrast {
  value: number;
  low: number;
  high: number;
  /** Two-sided. */
  p: number;
}

/**
 * `one` minus `other`, both samples of their own. As in `compare`, the standard error is √(SE₁² + SE₂²), the interval is
 * ± 1.96 of it, clamped to ± `span`, and an error of exactly 0 says that the spread is unknown: then p is 1.
 */
export function contrast({ one, other }: { one: Sampled; other: Sampled }, { span }: { span: number }): Contrast {
  const value = one.value - other.value;
  const error = Math.hypot(one.standardError, other.standardError);
  const range = { min: -span, max: span };
  const p = error === 0 ? 1 : jstat.erfc(Math.abs(value) / (error * Math.SQRT2));
  return { value, low: clamp(value - Z_95 * error, range), high: clamp(value + Z_95 * error, range), p };
}
