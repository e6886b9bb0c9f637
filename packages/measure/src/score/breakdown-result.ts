import type { GroupingName, Period } from '@heed/domain';
import type { Change, Estimate } from '../metric/estimate.ts';
import type { MetricDefinition } from '../metric/metric.ts';

/** A metric by the values of a dimension. */
export interface BreakdownResult {
  metric: MetricDefinition;
  period: Period | null;
  /** What the changes are against; null when there is no period. */
  previousPeriod: Period | null;
  dimension: GroupingName;
  /** The groups with the most answers, most first; `key` is empty for feedback without a value in this dimension. */
  groups: { key: string; estimate: Estimate; change: Change | null }[];
  /** Everything after the first groups, pooled and estimated from its counts; null when nothing is left. Themes overlap, and what several count together is counted and not added up. */
  other: Estimate | null;
  /** How many groups `other` holds. */
  otherGroups: number;
  total: Estimate;
}
