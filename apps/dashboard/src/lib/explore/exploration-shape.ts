import type { Breakdown, Trend } from '#lib/api/documents.ts';
import type { Exploration, ExplorationRow } from '#lib/api/explore-documents.ts';

/** How a question is drawn: by what it asks, never by taste. */
export type ChartKind = 'figures' | 'trends' | 'dots' | 'panels' | 'heat';

/** Large figures for one answer, lines over time, dots to compare groups, and small multiples or a table of shades for both at once. */
export function chartKind({ by, grain }: Pick<Exploration, 'by' | 'grain'>): ChartKind {
  if (grain !== null) return by.length === 0 ? 'trends' : 'panels';
  return by.length === 0 ? 'figures' : by.length === 1 ? 'dots' : 'heat';
}

/** How many values are pooled in a row, at whichever level; 0 for a group of its own. */
export const pooledIn = ({ pooled }: Pick<ExplorationRow, 'pooled'>): number => pooled.find((count) => count > 0) ?? 0;

/** One row of one metric over time, as a trend. Its bars count answers: an exploration does not say what else matched. */
export function trendOf({ metrics, period, grain, rolling, buckets, asOf }: Exploration, { row, index }: { row: Pick<ExplorationRow, 'cells'>; index: number }): Trend | null {
  const [metric, cell] = [metrics[index], row.cells[index]];
  if (!metric || !cell || grain === null || period === null) return null;
  const n = cell.n ?? [];
  return {
    metric,
    period,
    grain,
    rolling,
    from: buckets.map(({ from }) => from),
    to: buckets.map(({ to }) => to),
    value: cell.value ?? [],
    low: cell.low ?? [],
    high: cell.high ?? [],
    n,
    excluded: n.map(() => 0),
    matched: n,
    asOf,
  };
}

/** One metric by one grouping, as a breakdown. */
export function breakdownOf({ metrics, rows, total, asOf }: Exploration, index: number): Breakdown | null {
  const [metric, all] = [metrics[index], total.cells[index]];
  if (!metric || !all) return null;
  const groups = rows.filter((row) => pooledIn(row) === 0).flatMap(({ keys, cells }) => {
    const cell = cells[index];
    return cell ? [{ key: keys[0] ?? '', estimate: cell.estimate, change: cell.change }] : [];
  });
  const rest = rows.find((row) => pooledIn(row) > 0);
  return { metric, groups, other: rest?.cells[index]?.estimate ?? null, otherGroups: rest ? pooledIn(rest) : 0, total: all.estimate, asOf };
}
