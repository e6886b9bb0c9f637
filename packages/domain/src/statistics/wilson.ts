import { clamp, Z_95, type Sampled } from './sampled.ts';

/**
 * A share as a proportion from 0 to 1 with Wilson's score interval (Wilson 1927), or null when nobody answered.
 *
 * The standard error is Agresti and Coull's (1998): that of the share (hits + z²/2) / (n + z²), which is the centre of
 * Wilson's interval. Unlike √(p(1−p)/n) it is not 0 when all answers agree.
 */
export function wilson({ hits, n }: { hits: number; n: number }): Sampled | null {
  if (n === 0) return null;
  const share = hits / n;
  const z2 = Z_95 * Z_95;
  const adjustedN = n + z2;
  const centre = (hits + z2 / 2) / adjustedN;
  const half = (Z_95 / adjustedN) * Math.sqrt(n * share * (1 - share) + z2 / 4);
  const range = { min: 0, max: 1 };
  return {
    value: share,
    // At 0 and at n the bound is 0 or 1 exactly; rounding would leave 1e-17 beside it.
    low: hits === 0 ? 0 : clamp(centre - half, range),
    high: hits === n ? 1 : clamp(centre + half, range),
    standardError: Math.sqrt((centre * (1 - centre)) / adjustedN),
  };
}
