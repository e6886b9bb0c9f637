import { compare, type Difference } from '../statistics/compare.ts';
import type { MetricDefinition } from './metric.ts';
import type { Group } from './tallied.ts';

/** A value with its uncertainty. `value`, `low` and `high` are null when n is 0. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
  /** Rows that carry a valid score of this kind. */
  n: number;
  /** Rows that matched the filter but carry none. */
  excluded: number;
  /** Whether n reaches the metric's minimum sample. */
  enough: boolean;
}

/** How a value changed against the period before, and what may be said about it. */
export interface Change extends Difference {
  previous: Estimate;
}

/** The estimate of a metric from its counts. */
export function estimateOf(metric: MetricDefinition, { matched, counts }: Group): Estimate {
  const n = counts['n'] ?? 0;
  const { value = null, low = null, high = null } = metric.estimate(counts) ?? {};
  return { value, low, high, n, excluded: matched - n, enough: n >= metric.minimumSample };
}

/** The change of a metric between two groups of counts. */
export function changeOf(metric: MetricDefinition, { current, previous }: { current: Group; previous: Group }): Change {
  const side = ({ counts }: Group) => ({ n: counts['n'] ?? 0, sampled: metric.estimate(counts) });
  const difference = compare({ current: side(current), previous: side(previous) }, { minimumSample: metric.minimumSample, span: metric.max - metric.min });
  return { ...difference, previous: estimateOf(metric, previous) };
}
