import type { Grouping, Period } from '@heed/domain';
import { changeOf, estimateOf, type Change, type Estimate } from '../metric/estimate.ts';
import type { MetricDefinition } from '../metric/metric.ts';
import { addTallied, readTallied, type Group } from '../metric/tallied.ts';
import { restOf, type ExploreRow } from './counts.query.ts';
import type { Timeline } from './timeline.ts';

/** One metric of one row: over the whole period, and with a grain as columns, one entry a bucket. */
export interface ExplorationCell {
  estimate: Estimate;
  /** Null when nothing is compared. */
  change: Change | null;
  /** Columns over the buckets, with `rolling` over the window that ends with each; null without a grain. */
  value: (number | null)[] | null;
  low: (number | null)[] | null;
  high: (number | null)[] | null;
  n: number[] | null;
}

/** A group, what is pooled after the first groups, or everything. */
export interface ExplorationRow {
  /** The value of each grouping; empty for feedback without one, and where values are pooled. */
  keys: string[];
  /** For each grouping how many values are pooled in this row; 0 where its key names one. */
  pooled: number[];
  /** In the order of the metrics. */
  cells: ExplorationCell[];
}

interface Counting {
  metrics: readonly MetricDefinition[];
  timeline: Timeline;
}

/** The cells of a row from its pieces of time: counts added up, and only then estimated. */
function cellsOf(pieces: ReadonlyMap<number, readonly number[]>, { metrics, timeline }: Counting): ExplorationCell[] {
  const { period, previous, windows } = timeline;
  const over = sumsOf(pieces, timeline);
  const groups = (span: Period | null): Group[] => readTallied(over(span), { metrics });
  const current = groups(period);
  const before = previous && groups(previous);
  const points = windows.map(groups);
  return metrics.map((metric, index) => {
    const estimates = windows.length === 0 ? null : points.map((point) => estimateOf(metric, point[index] as Group));
    return {
      estimate: estimateOf(metric, current[index] as Group),
      change: before && changeOf(metric, { current: current[index] as Group, previous: before[index] as Group }),
      value: estimates && estimates.map(({ value }) => value),
      low: estimates && estimates.map(({ low }) => low),
      high: estimates && estimates.map(({ high }) => high),
      n: estimates && estimates.map(({ n }) => n),
    };
  });
}

/** Sums of pieces over any span of a timeline (null: all of it), from running totals, so that long windows cost nothing. */
function sumsOf(pieces: ReadonlyMap<number, readonly number[]>, { starts }: Timeline): (span: Period | null) => number[] {
  if (starts.length === 0) return () => addTallied([...pieces.values()]);
  const totals = new Map<number, readonly number[]>();
  let total: readonly number[] = [];
  for (const start of starts) {
    totals.set(start, total);
    const numbers = pieces.get(start);
    if (numbers) total = addTallied([total, numbers]);
  }
  return (span) => {
    const until = span ? (totals.get(span.to) ?? []) : total;
    const from = (span && totals.get(span.from)) ?? [];
    return until.map((number, index) => number - (from[index] ?? 0));
  };
}

/** The rows of an answer in order, and the total of all of them and of what has no feedback in the period any more. */
export function rowsOf(counted: readonly ExploreRow[], { by, first, firstWithin, ...counting }: Counting & { by: readonly Grouping[]; first: number; firstWithin: number }): { rows: ExplorationRow[]; total: ExplorationRow } {
  const [rest, restWithin] = [restOf(by[0], first), restOf(by[1], firstWithin)];
  const piecesOf = (rows: readonly ExploreRow[], wanted: ExploreRow['kind']): Map<number, number[]> => new Map(rows.flatMap(({ kind, start, numbers }) => (kind === wanted ? [[start, numbers]] : [])));
  const rows: ExplorationRow[] = [];
  let total: ExplorationRow = { keys: by.map(() => ''), pooled: by.map(() => 0), cells: cellsOf(piecesOf(counted, 'whole'), counting) };
  for (const [, same] of Map.groupBy(counted, ({ place, within }) => `${place} ${within}`)) {
    for (const { kind, place, within, key, keyWithin, values, valuesWithin } of same) {
      if (kind === 'total') total = { ...total, pooled: [values, valuesWithin].slice(0, by.length) };
      if (kind !== 'group' || place === 0) continue;
      const pooled = [place === rest ? values : 0, place === rest || within === restWithin ? valuesWithin : 0];
      rows.push({ keys: [key, keyWithin].slice(0, by.length), pooled: pooled.slice(0, by.length), cells: cellsOf(piecesOf(same, 'piece'), counting) });
    }
  }
  // Without a grouping there is one row, also when there is no feedback at all.
  return { rows: by.length === 0 ? [total] : rows, total };
}
