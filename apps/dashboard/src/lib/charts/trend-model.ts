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
  /** Each point stands for so many buckets that end with its own; null for the bucket alone. */
  rolling: number | null;
  points: TrendPoint[];
  stretches: Stretch[];
  /** The ends of the value axis: the intervals fit in, and zero where it matters. */
  axis: { min: number; max: number; step: number };
  /** Where a line at zero belongs. */
  zeroLine: boolean;
  /** The value that the metric should reach; null where none is set. */
  target: number | null;
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
 * The ends of a value axis, on whole steps, around intervals that must fit in. It has about `steps` of them.
 */
export function valueAxis(
  intervals: readonly { low: number; high: number }[],
  metric: Pick<MetricInfo, 'min' | 'max'>,
  { steps = 5 }: { steps?: number } = {},
): TrendModel['axis'] {
  const low = Math.min(...intervals.map((one) => one.low));
  const high = Math.max(...intervals.map((one) => one.high));
  const whole = metric.max >= NO_END ? OPEN_SPAN : metric.max - metric.min;
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    return { min: metric.min, max: metric.min + whole, step: niceStep(whole, 4) };
  }
  const span = Math.max(high - low, whole / 20);
  const step = niceStep(span, steps);
  const min = Math.max(metric.min, Math.floor(low / step) * step);
  const max = Math.min(metric.max, Math.ceil(high / step) * step);
  // Adding zero turns a negative zero into a plain one.
  return { min: min + 0, max: Math.max(max, min + step) + 0, step };
}

/** The buckets of a trend, one by one. */
export function trendPoints({ from, to, value, low, high, n, matched, metric, asOf }: Trend): TrendPoint[] {
  const counted = Date.parse(asOf);
  return from.map((start, index): TrendPoint => {
    const answers = n[index] ?? 0;
    const end = to[index] ?? start;
    return {
      from: start,
      to: end,
      value: value[index] ?? null,
      low: low[index] ?? null,
      high: high[index] ?? null,
      n: answers,
      matched: matched[index] ?? 0,
      pale: answers < metric.minimumSample,
      running: Date.parse(end) > counted,
    };
  });
}

/** Where points follow each other without a gap. */
export function stretchesOf(points: readonly Pick<TrendPoint, 'value'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  points.forEach(({ value }, index) => {
    if (value === null) return;
    const last = stretches.at(-1);
    if (last?.end === index - 1) last.end = index;
    else stretches.push({ start: index, end: index });
  });
  return stretches;
}

/**
 * What an axis must show of some points: clear intervals in full. The wide intervals of a few pale buckets may be cut, as
 * they would flatten all others; when most are pale they fit in.
 */
export function axisIntervals(points: readonly Pick<TrendPoint, 'value' | 'low' | 'high' | 'pale'>[]): { low: number; high: number }[] {
  const known = points.flatMap(({ value, low, high, pale }) => (value === null || low === null || high === null ? [] : [{ value, low, high, pale }]));
  const mostlyPale = known.filter(({ pale }) => !pale).length < known.length / 2;
  return mostlyPale ? known : known.map((one) => (one.pale ? { low: one.value, high: one.value } : one));
}

/** Decides what to draw of a trend; a target stands on the value axis, which then reaches it. */
export function trendModel(trend: Trend, { target = null }: { target?: number | null } = {}): TrendModel {
  const { metric } = trend;
  const points = trendPoints(trend);
  const intervals = axisIntervals(points);
  const axis = valueAxis(target === null || intervals.length === 0 ? intervals : [...intervals, { low: target, high: target }], metric);
  return {
    metric,
    grain: trend.grain,
    rolling: trend.rolling,
    points,
    stretches: stretchesOf(points),
    axis,
    zeroLine: metric.min < 0 && axis.min <= 0 && axis.max >= 0,
    target,
    mostMatched: Math.max(0, ...points.map(({ matched }) => matched)),
    // Windows that overlap repeat each other's answers: what looks like a shift may be one bad day.
    shift: trend.rolling === null ? findShift(points, { minimumSample: metric.minimumSample }) : null,
    empty: points.every(({ value }) => value === null),
  };
}
