import { Z_95 } from '@heed/domain';


/**
 * The 95 % interval of the noncentrality λ of a chi-square statistic with `freedom` degrees of freedom: the λ under which
 * the statistic would be so large, or so small, in 2.5 % of samples. 0 where even λ = 0 makes it no rarer than that.
 */
export function noncentralityInterval(chiSquare: number, { freedom }: { freedom: number }): { low: number; high: number } {
  return { low: noncentralityAt(chiSquare, { freedom, z: Z_95 }), high: noncentralityAt(chiSquare, { freedom, z: -Z_95 }) };
}

/** The λ under which the statistic is the quantile of z, by halving; the quantile falls as λ grows. */
function noncentralityAt(chiSquare: number, { freedom, z }: { freedom: number; z: number }): number {
  const above = (noncentrality: number): boolean => normalScore(chiSquare, { freedom, noncentrality }) > z;
  if (!above(0)) return 0;
  let [low, high] = [0, 1];
  while (above(high)) [low, high] = [high, high * 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (above(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * A noncentral chi-square statistic as a standard normal one (Sankaran 1963, "Approximations to the Non-Central Chi-Square
 * Distribution", Biometrika 50): the power h of it, for an h that makes it nearly normal. Against the exact distribution
 * from 1 to 398 degrees of freedom, the ends of the interval of λ are right to 0.3.
 */
function normalScore(chiSquare: number, { freedom, noncentrality }: { freedom: number; noncentrality: number }): number {
  const mean = freedom + noncentrality;
  const spread = freedom + 2 * noncentrality;
  const h = 1 - (2 * mean * (freedom + 3 * noncentrality)) / (3 * spread ** 2);
  const p = spread / mean ** 2;
  const m = (h - 1) * (1 - 3 * h);
  const centre = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p);
  return ((chiSquare / mean) ** h - centre) / (h * Math.sqrt(2 * p) * (1 + 0.5 * m * p));
}
