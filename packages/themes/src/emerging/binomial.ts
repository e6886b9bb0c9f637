/** Probability of at least `hits` of `n` where each has the probability `share`; exact, and 0 only below the smallest number. */
export function upperTail({ hits, n, share }: { hits: number; n: number; share: number }): number {
  if (hits <= 0) return 1;
  if (hits > n || share <= 0) return 0;
  if (share >= 1) return 1;
  // The first term by its logarithm, since n over hits may be larger than any number; then each from the one before.
  let logarithm = hits * Math.log(share) + (n - hits) * Math.log1p(-share);
  for (let factor = 1; factor <= hits; factor++) logarithm += Math.log((n - hits + factor) / factor);
  const odds = share / (1 - share);
  let term = 1;
  let sum = 0;
  for (let k = hits; k <= n; k++) {
    sum += term;
    term *= (odds * (n - k)) / (k + 1);
  }
  return Math.min(1, Math.exp(logarithm + Math.log(sum)));
}
