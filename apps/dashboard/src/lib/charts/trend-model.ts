import type { Grain, MetricInfo, Trend } from '#lib/api/documents.ts';
import { findShift, type Shift } from './finding.ts';

/** One bucket. `value` is null where nobody answered: a gap, never a zero. */
export interface TrendPoint {
  from: string;
  to: string;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  matched: number;
  /** Fewer answers than the metric needs to speak: drawn pale. */
  pale: boolean;
  /** The bucket had not ended when it was counted. */
  running: boolean;
}

/** A stretch of neighbouring buckets with a value: lines and bands never cross a gap. */
export interface Stretch {
  start: number;
  /** Index of the last bucket, included. */
  end: number;
}

/** All that is drawn of a trend, before anything is said about how. */
export interface TrendModel {
  metric: MetricInfo;
  grain: Grain;
  points: TrendPoint[];
  stretches: Stretch[];
  /** The ends of the value axis: the intervals fit in, and zero where it matters. */
  axis: { min: number; max: number; step: number };
  /** Where a line at zero belongs. */
  zeroLine: boolean;
  mostMatched: number;
  shift: Shift | null;
  empty: boolean;
}

/** Steps of 1, 2, 2.5 or 5 times a power of ten, at most about `count` of them. */
export function niceStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= raw * 0.999) ?? 10;
  return factor * power;
}

/** A scale without an upper end, as that of counts, says this for its end. It is drawn as if it had so much, in steps of 1 at least. */
const NO_END = Number.MAX_SAFE_INTEGER;
const OPEN_SPAN = 100;

/**
 * The ends of a value axis, on whole steps, around intervals that must fit in.
 */
export function valueAxis(intervals: readonly { low: number; high: number }[], metric: Pick<MetricInfo, 'min' | 'max'>): TrendModel['axis'] {
  const low = Math.min(...intervals.map((one) => one.low));
  const high = Math.max(...intervals.map((one) => one.high));
  const whole = metric.max >= NO_END ? OPEN_SPAN : metric.max - metric.min;
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    return { min: metric.min, max: metric.min + whole, step: niceStep(whole, 4) };
  }
  const span = Math.max(high - low, whole / 20);
  const step = niceStep(span, 5);
  const min = Math.max(metric.min, Math.floor(low / step) * step);
  const max = Math.min(metric.max, Math.ceil(high / step) * step);
  // Adding zero turns a negative zero into a plain one.
  return { min: min + 0, max: Math.max(max, min + step) + 0, step };
}

/** Decides what to draw of a trend. */
export function trendModel(trend: Trend): TrendModel {
  const { metric } = trend;
  const asOf = Date.parse(trend.asOf);
  const points = trend.from.map((from, index): TrendPoint => {
    const n = trend.n[index] ?? 0;
    const to = trend.to[index] ?? from;
    return {
      from,
      to,
      value: trend.value[index] ?? null,
      low: trend.low[index] ?? null,
      high: trend.high[index] ?? null,
      n,
      matched: trend.matched[index] ?? 0,
      pale: n < metric.minimumSample,
      running: Date.parse(to) > asOf,
    };
  });
  const stretches: Stretch[] = [];
  points.forEach(({ value }, index) => {
    if (value === null) return;
    const last = stretches.at(-1);
    if (last?.end === index - 1) last.end = index;
    else stretches.push({ start: index, end: index });
  });
  const known = points.flatMap(({ value, low, high, pale }) => (value === null || low === null || high === null ? [] : [{ value, low, high, pale }]));
  const clear = known.filter(({ pale }) => !pale);
  // The wide intervals of a few pale buckets may be cut, as they would flatten all others; when most are pale they fit in.
  const mostlyPale = clear.length < known.length / 2;
  const intervals = mostlyPale ? known : known.map((one) => (one.pale ? { low: one.value, high: one.value } : one));
  const axis = valueAxis(intervals, metric);
  return {
    metric,
    grain: trend.grain,
    points,
    stretches,
    axis,
    zeroLine: metric.min < 0 && axis.min <= 0 && axis.max >= 0,
    mostMatched: Math.max(0, ...points.map(({ matched }) => matched)),
    shift: findShift(points, { minimumSample: metric.minimumSample }),
    empty: known.length === 0,
  };
}
