import type { Grain, MetricInfo } from '#lib/api/documents.ts';
import type { Exploration } from '#lib/api/explore-documents.ts';
import { trendOf } from '#lib/explore/exploration-shape.ts';
import { axisIntervals, stretchesOf, trendPoints, valueAxis, type Stretch, type TrendModel, type TrendPoint } from './trend-model.ts';

/** One group over time. */
export interface Panel {
  /** Which row of the exploration it is. */
  row: number;
  points: TrendPoint[];
  stretches: Stretch[];
}

/** Small multiples: every group on the same scale, with all feedback as a thin line behind for comparison. */
export interface PanelsModel {
  metric: MetricInfo;
  grain: Grain;
  panels: Panel[];
  /** Groups that are in the table only. */
  hidden: number;
  /** All feedback, one value a bucket. */
  total: (number | null)[];
  axis: TrendModel['axis'];
  zeroLine: boolean;
}

/** More panels than this are no longer compared at a glance. */
export const MOST_PANELS = 12;

/** Decides what to draw of a question by groups over time; null where the answer holds no such thing. Groups without any answer are left out. */
export function panelsModel(exploration: Exploration, index: number): PanelsModel | null {
  const metric = exploration.metrics[index];
  const whole = trendOf(exploration, { row: exploration.total, index });
  if (!metric || !whole) return null;
  const all = exploration.rows.flatMap((row, at): Panel[] => {
    const trend = trendOf(exploration, { row, index });
    if (!trend) return [];
    const points = trendPoints(trend);
    return points.every(({ value }) => value === null) ? [] : [{ row: at, points, stretches: stretchesOf(points) }];
  });
  const panels = all.slice(0, MOST_PANELS);
  const axis = valueAxis(panels.flatMap(({ points }) => axisIntervals(points)), metric, { steps: 3 });
  return {
    metric,
    grain: whole.grain,
    panels,
    hidden: all.length - panels.length,
    total: whole.value,
    axis,
    zeroLine: metric.min < 0 && axis.min <= 0 && axis.max >= 0,
  };
}
