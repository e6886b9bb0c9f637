import type { Estimate } from './estimate.ts';
import type { MetricDefinition } from './metric.ts';

/** How a value stands to its target. */
export type TargetStatus = 'on_track' | 'close' | 'off_track' | 'too_few_answers';

/**
 * What can honestly be said of a value and its target, which is in the unit of the value: `on_track` at the target or
 * beyond it in the better direction; `close` short of it, while the 95 % interval still reaches it, so that the difference
 * may be chance; `off_track` where even the interval's better end misses it; `too_few_answers` below the minimum sample,
 * whatever the value.
 */
export function targetStatus({ value, low, high, enough }: Estimate, { target, better }: { target: number; better: MetricDefinition['better'] }): TargetStatus {
  const best = better === 'higher' ? high : low;
  if (!enough || value === null || best === null) return 'too_few_answers';
  const reaches = (reached: number): boolean => (better === 'higher' ? reached >= target : reached <= target);
  if (reaches(value)) return 'on_track';
  return reaches(best) ? 'close' : 'off_track';
}
