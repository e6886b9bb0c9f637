/** Of what is called clear, at most so large a share is expected to be chance. */
export const FALSE_DISCOVERY_RATE = 0.05;

/**
 * p-values adjusted for how many were looked at, in the same order (Benjamini and Hochberg 1995, "Controlling the False
 * Discovery Rate", Journal of the Royal Statistical Society B 57): the i-th smallest of m becomes p·m/i, or the adjusted
 * value of the next larger one where that is smaller. Whoever takes those of at most q for real is wrong, on average, about
 * no more than the share q of them.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const m = pValues.length;
  const largestFirst = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(m);
  let smallest = 1;
  largestFirst.forEach(({ p, index }, place) => {
    smallest = Math.min(smallest, (p * m) / (m - place));
    adjusted[index] = smallest;
  });
  return adjusted;
}
