import type { Estimate, MetricInfo } from '#lib/api/documents.ts';
import type { Exploration } from '#lib/api/explore-documents.ts';
import { heatCell, type HeatCell } from './heat-model.ts';

/** One group of the first grouping; `cells` has one entry a column, null where the group has none of its own there. */
export interface CrossingRow {
  key: string;
  cells: (HeatCell | null)[];
  /** What is pooled beyond the columns: how many values, and their answers together. */
  rest: { count: number; cell: HeatCell } | null;
}

/** Two groupings crossed. */
export interface CrossingModel {
  metric: MetricInfo;
  /** Values of the second grouping, those with the most answers first. */
  columns: string[];
  rows: CrossingRow[];
  /** All further groups of the first grouping together. */
  others: { count: number; cell: HeatCell } | null;
  /** What fields are compared with. */
  whole: Estimate;
}

/** Decides what to draw of a question by two groupings; null where the answer holds no such thing. */
export function crossingModel({ metrics, rows, total }: Exploration, index: number): CrossingModel | null {
  const metric = metrics[index];
  const whole = total.cells[index]?.estimate;
  if (!metric || !whole) return null;
  const groups = new Map<string, { own: Map<string, HeatCell>; rest: CrossingRow['rest'] }>();
  const sizes = new Map<string, number>();
  let others: CrossingModel['others'] = null;
  for (const { keys: [first = '', second = ''], pooled: [outer = 0, inner = 0], cells } of rows) {
    const estimate = cells[index]?.estimate;
    // Where nobody answered there is nothing to compare; a row without anybody does not appear.
    if (!estimate || estimate.value === null) continue;
    const cell = heatCell(estimate, { whole, metric });
    if (outer > 0) {
      others = { count: outer, cell };
      continue;
    }
    const group = groups.get(first) ?? { own: new Map<string, HeatCell>(), rest: null };
    groups.set(first, group);
    if (inner > 0) group.rest = { count: inner, cell };
    else {
      group.own.set(second, cell);
      sizes.set(second, (sizes.get(second) ?? 0) + estimate.n);
    }
  }
  const columns = [...sizes].filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  return {
    metric,
    columns,
    rows: [...groups].map(([key, { own, rest }]) => ({ key, cells: columns.map((column) => own.get(column) ?? null), rest })),
    others,
    whole,
  };
}
