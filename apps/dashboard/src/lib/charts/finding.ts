/** What a trend did, when it did something clearly: a stretch of buckets that differs from all the others. */
export interface Shift {
  kind: 'since' | 'between';
  direction: 'up' | 'down';
  /** Index of the first and of the last bucket of the stretch. */
  start: number;
  end: number;
  /** Mean of the stretch minus mean of the rest, in the metric's unit; never zero. */
  difference: number;
}

interface Bucket {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
}

/**
 * How many standard errors a stretch must lie away from the rest. About k²/2 stretches are compared, so 95 % for one
 * comparison would report noise all the time; 4.5 keeps the chance of a false finding in 60 buckets near 1 %
 * (Bonferroni over 1,830 stretches, two-sided).
 */
const CLEAR = 4.5;

/**
 * Finds the stretch of a trend that differs most clearly from the rest, or null when nothing does. Each bucket weighs by
 * its answers and its standard error is a quarter of its 95 % interval's width (Olshen & Venkatraman 2004, circular
 * binary segmentation, with known errors).
 */
export function findShift(buckets: readonly Bucket[], { minimumSample }: { minimumSample: number }): Shift | null {
  const known = buckets.flatMap(({ value, low, high, n }, index) =>
    value === null || low === null || high === null || n === 0 ? [] : [{ index, value, n, spread: (n * (high - low)) / 3.92 }],
  );
  if (known.length < 6) return null;
  const sums = known.reduce(
    (rows, { value, n, spread }) => {
      const last = rows.at(-1) ?? { n: 0, total: 0, squares: 0 };
      rows.push({ n: last.n + n, total: last.total + n * value, squares: last.squares + spread ** 2 });
      return rows;
    },
    [{ n: 0, total: 0, squares: 0 }],
  );
  const all = sums.at(-1) ?? { n: 0, total: 0, squares: 0 };
  let best: { z: number; start: number; end: number; difference: number } | null = null;
  for (let start = 0; start < known.length; start += 1) {
    for (let end = start + 1; end < known.length; end += 1) {
      const [before, after] = [sums[start], sums[end + 1]];
      if (!before || !after) continue;
      const inside = { n: after.n - before.n, total: after.total - before.total, squares: after.squares - before.squares };
      const outside = { n: all.n - inside.n, total: all.total - inside.total, squares: all.squares - inside.squares };
      if (inside.n < minimumSample || outside.n < minimumSample || known.length - (end - start + 1) < 2) continue;
      const difference = inside.total / inside.n - outside.total / outside.n;
      const error = Math.sqrt(inside.squares / inside.n ** 2 + outside.squares / outside.n ** 2);
      const z = Math.abs(difference) / error;
      if (z >= CLEAR && z > (best?.z ?? 0)) best = { z, start, end, difference };
    }
  }
  if (best === null) return null;
  const [first, last] = [known[best.start], known[best.end]];
  if (!first || !last) return null;
  // The same cut seen from its two sides: speak of the later side, which is what is true now.
  const opening = best.start === 0;
  const kind = best.end === known.length - 1 || opening ? 'since' : 'between';
  if (opening) {
    const next = known[best.end + 1] ?? last;
    const end = known.at(-1) ?? last;
    return { kind, direction: best.difference < 0 ? 'up' : 'down', start: next.index, end: end.index, difference: -best.difference };
  }
  return { kind, direction: best.difference > 0 ? 'up' : 'down', start: first.index, end: last.index, difference: best.difference };
}
