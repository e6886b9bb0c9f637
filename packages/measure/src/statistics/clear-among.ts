import { Z_95 } from '@heed/domain';
import jstat from 'jstat';
import { benjaminiHochberg, FALSE_DISCOVERY_RATE } from './benjamini-hochberg.ts';
import type { Difference } from './compare.ts';

/** A change of one of several groups that were looked at together. */
type Looked = Pick<Difference, 'value' | 'low' | 'high'> & { n: number; previousN: number };

/** Its standard error: the interval is 1.96 of it to either side, where it is not cut off at the end of the scale. */
function errorOf({ value, low, high }: { value: number; low: number; high: number }): number {
  return Math.max(high - value, value - low) / Z_95;
}

/**
 * Which of several changes are clear although several were looked at: among those with enough answers on both sides the two-sided p-values
 * are adjusted after Benjamini and Hochberg, and at most 0.05 is clear. Of one alone it says the same as `compare`.
 */
export function clearAmong(changes: readonly Looked[], { minimumSample }: { minimumSample: number }): boolean[] {
  const pValues = changes.map(({ value, low, high, n, previousN }) => {
    if (value === null || low === null || high === null || n < minimumSample || previousN < minimumSample) return null;
    const error = errorOf({ value, low, high });
    // Without any spread nothing is known of it.
    return error === 0 ? 1 : jstat.erfc(Math.abs(value) / error / Math.SQRT2);
  });
  const judged = pValues.filter((p) => p !== null);
  const adjusted = benjaminiHochberg(judged);
  let place = 0;
  return pValues.map((p) => p !== null && (adjusted[place++] ?? 1) <= FALSE_DISCOVERY_RATE);
}
