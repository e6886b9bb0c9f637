import type { Trend } from '#lib/api/documents.ts';
import type { TrendModel } from '#lib/charts/trend-model.ts';

interface Box {
  width: number;
  height: number;
  /** Space for the labels of the axes and of the last value. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A trend as shapes of an SVG, in the units of its box. */
export interface TrendShape {
  /** The band of intervals and the line of values, one a stretch: neither crosses a gap. */
  bands: string[];
  lines: string[];
  /** Points with too few answers, which are drawn hollow, and those without neighbours, which are no line. */
  points: { x: number; y: number; pale: boolean }[];
  /** Where the last value stands; null where there is none at the end. */
  last: { x: number; y: number; index: number } | null;
  zero: number | null;
  target: number | null;
  ticks: { value: number; y: number }[];
  /** Buckets that are named below the axis, evenly apart, the last one always. */
  labels: { index: number; x: number }[];
}

/**
 * A trend without its last bucket where that still runs and has too few answers to speak: on a wall nobody can ask what the last point
 * means, and its value stands large beside it.
 */
export function settled(trend: Trend): Trend {
  const last = trend.from.length - 1;
  const runs = Date.parse(trend.to[last] ?? '') > Date.parse(trend.asOf);
  if (last < 1 || !runs || (trend.n[last] ?? 0) >= trend.metric.minimumSample) return trend;
  const cut = <T>(values: readonly T[]): T[] => values.slice(0, last);
  const { from, to, value, low, high, n, excluded, matched } = trend;
  return { ...trend, from: cut(from), to: cut(to), value: cut(value), low: cut(low), high: cut(high), n: cut(n), excluded: cut(excluded), matched: cut(matched) };
}

const MOST_TICKS = 4;
/** A wall has room for so many figures below its axis before they touch. */
const LABEL_WIDTH = 210;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Turns what is drawn of a trend into shapes; the axis and its decisions are those of every trend chart. */
export function trendShape({ points, stretches, axis, zeroLine, target }: TrendModel, { width, height, left, right, top, bottom }: Box): TrendShape {
  const [inner, tall] = [width - left - right, height - top - bottom];
  const x = (index: number): number => round(left + (points.length < 2 ? inner / 2 : (inner * index) / (points.length - 1)));
  const y = (value: number): number => round(top + tall * (1 - (Math.min(axis.max, Math.max(axis.min, value)) - axis.min) / (axis.max - axis.min)));
  const at = (index: number, side: 'low' | 'value' | 'high'): string => `${x(index)} ${y(points[index]?.[side] ?? 0)}`;
  const indexesOf = ({ start, end }: TrendModel['stretches'][number]): number[] => Array.from({ length: end - start + 1 }, (_, offset) => start + offset);
  const drawn = stretches.map(indexesOf);
  const lone = new Set(drawn.filter(({ length }) => length === 1).flat());
  const steps = Math.round((axis.max - axis.min) / axis.step);
  const every = Math.ceil(steps / (MOST_TICKS - 1));
  const shown = points.flatMap(({ value, pale }, index) => (value !== null && (pale || lone.has(index)) ? [{ x: x(index), y: y(value), pale }] : []));
  const lastIndex = points.findLastIndex(({ value }) => value !== null);
  const lastValue = points[lastIndex]?.value ?? null;
  const apart = Math.max(1, Math.ceil((points.length - 1) / Math.max(1, Math.floor(inner / LABEL_WIDTH))));
  return {
    bands: drawn.map((indexes) => {
      // A lone bucket's interval is a bar of its own.
      if (indexes.length === 1) return `M${x(indexes[0] ?? 0) - 5} ${y(points[indexes[0] ?? 0]?.high ?? 0)}h10V${y(points[indexes[0] ?? 0]?.low ?? 0)}h-10z`;
      return `M${[...indexes.map((index) => at(index, 'high')), ...indexes.toReversed().map((index) => at(index, 'low'))].join('L')}z`;
    }),
    lines: drawn.filter(({ length }) => length > 1).map((indexes) => `M${indexes.map((index) => at(index, 'value')).join('L')}`),
    points: shown,
    last: lastValue === null ? null : { x: x(lastIndex), y: y(lastValue), index: lastIndex },
    zero: zeroLine ? y(0) : null,
    target: target === null || target < axis.min || target > axis.max ? null : y(target),
    ticks: Array.from({ length: steps + 1 }, (_, step) => step)
      .filter((step) => step % every === 0)
      .map((step) => ({ value: axis.min + step * axis.step, y: y(axis.min + step * axis.step) })),
    labels: points.flatMap((_, index) => ((points.length - 1 - index) % apart === 0 ? [{ index, x: x(index) }] : [])),
  };
}
