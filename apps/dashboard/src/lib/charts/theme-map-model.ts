import type { MetricInfo } from '#lib/api/documents.ts';
import type { ThemeRows } from '#lib/themes/theme-rows.ts';
import { valueAxis, type TrendModel } from './trend-model.ts';

/** One theme on the map. */
export interface ThemeMapPoint {
  id: string;
  name: string;
  /** Of the comments, in percent. */
  share: number;
  score: number;
  low: number;
  high: number;
  /** How much it moves the score of everybody: the area of its dot. */
  pull: number;
  tone: 'good' | 'bad' | 'middle';
  /** Too few answers. */
  pale: boolean;
}

export interface ThemeMapModel {
  metric: MetricInfo;
  /** The largest first, so that small ones lie on top. */
  points: ThemeMapPoint[];
  /** A logarithmic scale: a few themes are very frequent. */
  across: { min: number; max: number };
  up: TrendModel['axis'];
  /** The score of everybody. */
  total: number | null;
  mostPull: number;
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** Decides what the map shows: themes whose customers gave a score. */
export function themeMapModel({ metric, rows }: ThemeRows, { total }: { total: number | null }): ThemeMapModel {
  const points = rows.flatMap(({ figures: { theme, share, estimate, impact }, pale }): ThemeMapPoint[] => {
    if (estimate.value === null || share.value === null || share.value <= 0) return [];
    const down = (impact.value ?? 0) < 0;
    const tone = !impact.clear || metric.better === 'NEITHER' ? 'middle' : down === (metric.better === 'LOWER') ? 'good' : 'bad';
    return [{ id: theme.id, name: theme.name, share: share.value, score: estimate.value, low: estimate.low ?? estimate.value, high: estimate.high ?? estimate.value, pull: impact.value ?? 0, tone, pale }];
  });
  const shares = points.map(({ share }) => share);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const shown = points.map(({ score }) => ({ low: score, high: score }));
  return {
    metric,
    points: points.sort((left, right) => Math.abs(right.pull) - Math.abs(left.pull)),
    across: { min: STEPS.findLast((step) => step < least) ?? 0.01, max: STEPS.find((step) => step > most) ?? 100 },
    up: valueAxis(total === null ? shown : [...shown, { low: total, high: total }], metric),
    total,
    mostPull: Math.max(1e-9, ...points.map(({ pull }) => Math.abs(pull))),
  };
}
