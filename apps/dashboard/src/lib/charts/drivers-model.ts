import type { MetricInfo } from '#lib/api/documents.ts';
import type { DriverGroup, DriverGrouping, Drivers } from '#lib/api/insight-documents.ts';
import type { DotModel } from './breakdown-option.ts';
import { valueAxis } from './trend-model.ts';

/** One list of drivers, ready to be drawn: what is clear first, full; the rest below, hollow. */
export interface DriverList<Row> extends DotModel {
  items: Row[];
  /** How many of them are clear. */
  clear: number;
}

/** What separates good answers from bad ones. */
export interface DriversModel {
  metric: MetricInfo;
  groupings: DriverList<DriverGrouping>;
  groups: DriverList<DriverGroup>;
  tested: number;
  tooSmall: number;
  /** The strongest clear grouping. */
  finding: DriverGrouping | null;
}

/** What is not clear is context: so many rows of it are enough. */
const MOST_UNCLEAR = 6;

function listed<Row extends { clear: boolean; low: number; high: number }>(
  rows: readonly Row[],
  { valueOf, scale, reference }: { valueOf: (row: Row) => number; scale: Pick<MetricInfo, 'min' | 'max'>; reference: number | null },
): DriverList<Row> {
  const clear = rows.filter((row) => row.clear).sort((a, b) => Math.abs(valueOf(b)) - Math.abs(valueOf(a)));
  // Nothing that may be chance is ranked: it keeps the order of the answer.
  const items = [...clear, ...rows.filter((row) => !row.clear).slice(0, MOST_UNCLEAR)];
  return {
    items,
    clear: clear.length,
    rows: items.map((row) => ({ estimate: { value: valueOf(row), low: row.low, high: row.high }, pale: !row.clear })),
    axis: valueAxis([...items.map(({ low, high }) => ({ low, high })), { low: 0, high: 0 }], scale),
    total: { value: reference },
  };
}

/** Decides what to draw of drivers. */
export function driversModel({ metric, groupings, groups, tested, tooSmall }: Drivers): DriversModel {
  const whole = metric.max - metric.min;
  const strengths = listed(groupings, { valueOf: ({ effect }) => effect, scale: { min: 0, max: 1 }, reference: null });
  return {
    metric,
    groupings: strengths,
    groups: listed(groups, { valueOf: ({ difference }) => difference, scale: { min: -whole, max: whole }, reference: 0 }),
    tested,
    tooSmall,
    finding: strengths.clear > 0 ? (strengths.items[0] ?? null) : null,
  };
}
