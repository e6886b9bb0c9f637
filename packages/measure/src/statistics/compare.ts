import { clamp, type Sampled, Z_95 } from '@heed/domain';


export type Verdict = 'up' | 'down' | 'no_clear_change' | 'too_few_answers';

/** One side of a comparison: how many answered, and what they say (null when nobody did). */
export interface Side {
  n: number;
  sampled: Sampled | null;
}

/** The difference of two values with its 95 % interval, and what may be said about it. */
export interface Difference {
  value: number | null;
  low: number | null;
  high: number | null;
  verdict: Verdict;
}

/**
 * The change from `previous` to `current`, in the unit of the value. Its standard error is √(SE₁² + SE₂²); `up` and
 * `down` (the direction of the value, whichever is better) are said only when |Δ| is at least 1.96 of it and both sides
 * have `minimumSample` answers. The interval is clamped to ± `span`, the width of the scale. An error of exactly 0 says
 * that the spread is unknown, not that the change is certain: no clear change.
 */
export function compare({ current, previous }: { current: Side; previous: Side }, { minimumSample, span }: { minimumSample: number; span: number }): Difference {
  if (!current.sampled || !previous.sampled) return { value: null, low: null, high: null, verdict: 'too_few_answers' };
  const value = current.sampled.value - previous.sampled.value;
  const error = Math.hypot(current.sampled.standardError, previous.sampled.standardError);
  const range = { min: -span, max: span };
  const difference = { value, low: clamp(value - Z_95 * error, range), high: clamp(value + Z_95 * error, range) };
  if (current.n < minimumSample || previous.n < minimumSample) return { ...difference, verdict: 'too_few_answers' };
  if (error === 0 || Math.abs(value) < Z_95 * error) return { ...difference, verdict: 'no_clear_change' };
  return { ...difference, verdict: value > 0 ? 'up' : 'down' };
}
