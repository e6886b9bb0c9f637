import type { Estimate, MetricInfo } from '#lib/api/documents.ts';

/** How a value stands to what it is compared with, when it clearly differs. */
export type HeatTone = 'good' | 'bad' | 'more' | 'less';

/** One field of a table of shades. */
export interface HeatCell {
  estimate: Estimate;
  /** null where the difference may be chance, and where too few answered. */
  tone: HeatTone | null;
  /** 1 to 3: how far away, for the depth of the shade. */
  depth: 1 | 2 | 3;
  pale: boolean;
}

/**
 * How many standard errors a field must lie away from the whole to be coloured. A table has many fields: at 3 about one in
 * 370 is coloured by chance, so that a table of fifty stays white when nothing is the matter.
 */
const CLEAR = 3;

const errorOf = ({ low, high }: Estimate): number => ((high ?? 0) - (low ?? 0)) / 3.92;

/** A field beside the whole that it is a part of. Depth counts sixteenths of the metric’s scale. */
export function heatCell(estimate: Estimate, { whole, metric }: { whole: Estimate; metric: MetricInfo }): HeatCell {
  const pale = !estimate.enough;
  if (pale || estimate.value === null || whole.value === null || metric.unit === 'COUNT') return { estimate, tone: null, depth: 1, pale };
  const difference = estimate.value - whole.value;
  const error = Math.hypot(errorOf(estimate), errorOf(whole));
  const steps = Math.abs(difference) / ((metric.max - metric.min) / 16);
  const depth = steps < 1 ? 1 : steps < 2 ? 2 : 3;
  if (error === 0 || Math.abs(difference) < CLEAR * error) return { estimate, tone: null, depth, pale };
  const up = difference > 0;
  const tone = metric.better === 'NEITHER' ? (up ? 'more' : 'less') : up === (metric.better === 'HIGHER') ? 'good' : 'bad';
  return { estimate, tone, depth, pale };
}
