import { clamp, Z_95 } from '@heed/domain';
import { estimateOf } from '../metric/estimate.ts';
import type { Counts, MetricDefinition } from '../metric/metric.ts';
import type { Group } from '../metric/tallied.ts';

/** How much of a score is due to one theme, in the unit of the metric. */
export interface Impact {
  value: number;
  /** 95 % interval. */
  low: number;
  high: number;
  standardError: number;
  /** Whether those who mention the theme and those who do not both reach the metric's minimum sample. */
  enough: boolean;
}

/** The formula as a page shows it. */
export const IMPACT_FORMULA = 'S − S₋t = nₜ·(Sₜ − S)/(n − nₜ), ± 1.96·√(p²·(SEₜ² + SEᵣ²) + (Sₜ − Sᵣ)²·p·(1 − p)/n) with p = nₜ/n';

/** Counts of what is in one and not in the other, which is part of it. */
function without(whole: Group, part: Group): Group {
  const counts: Counts = Object.fromEntries(Object.entries(whole.counts).map(([name, number]) => [name, number - (part.counts[name] ?? 0)]));
  return { matched: whole.matched - part.matched, counts };
}

/**
 * What a theme does to the score of everyone: S − S₋t, the score S of all n answers less the score without the nₜ answers of those
 * who mention the theme, which equals nₜ·(Sₜ − S)/(n − nₜ). It holds for every metric that is a mean of its answers: NPS, shares
 * such as CSAT, and means such as CES. Null when nobody who mentions it answered, or nobody else did.
 *
 * The standard error is by the delta method. With the share p = nₜ/n of the answers and the score Sᵣ of all others the impact is
 * p·(Sₜ − Sᵣ), a product of a share and a difference of two samples of their own, so that
 *
 *     SE² = p²·(SEₜ² + SEᵣ²) + (Sₜ − Sᵣ)²·p·(1 − p)/n
 *
 * SEₜ and SEᵣ are those by which the metric judges changes: for large samples σ/√n, and never 0 for a few that agree. The first
 * part is that answers vary, the second that it is by chance how many mention the theme.
 *
 * Impacts are not parts of the score: a comment on two themes is taken out with either, and S₋t has another base for each theme. For
 * parts that add up see `additiveParts`.
 */
export function impactOf(metric: MetricDefinition, { theme, whole }: { theme: Group; whole: Group }): Impact | null {
  const others = without(whole, theme);
  const [t, r, s] = [theme, others, whole].map(({ counts }) => metric.estimate(counts));
  const [nt, nr] = [theme, others].map((group) => estimateOf(metric, group).n) as [number, number];
  if (!t || !r || !s || nt === 0 || nr === 0) return null;
  const n = nt + nr;
  const p = nt / n;
  const value = (nt * (t.value - s.value)) / nr;
  const standardError = Math.sqrt(p * p * (t.standardError ** 2 + r.standardError ** 2) + ((t.value - r.value) ** 2 * p * (1 - p)) / n);
  const range = { min: metric.min - metric.max, max: metric.max - metric.min };
  return { value, low: clamp(value - Z_95 * standardError, range), high: clamp(value + Z_95 * standardError, range), standardError, enough: nt >= metric.minimumSample && nr >= metric.minimumSample };
}
