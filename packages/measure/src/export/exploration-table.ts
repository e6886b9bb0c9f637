import { groupingName, isByTheme, type Grouping, type Period } from '@heed/domain';
import type { Cell, ExportColumn, ExportTable } from '@heed/store';
import type { Change, Estimate } from '../metric/estimate.ts';
import type { MetricDefinition } from '../metric/metric.ts';

/** A metric in one group: over the whole period, and in columns over the buckets where there are any. */
interface ExplorationCell {
  estimate: Estimate;
  change: Change | null;
  value?: readonly (number | null)[] | null | undefined;
  low?: readonly (number | null)[] | null | undefined;
  high?: readonly (number | null)[] | null | undefined;
  n?: readonly number[] | null | undefined;
}

interface ExplorationRow {
  /** As many as there are groupings. */
  keys: readonly string[];
  /** For each grouping 0, or how many further values this row pools. */
  pooled: readonly number[];
  /** One a metric. */
  cells: readonly ExplorationCell[];
}

/** What of an exploration a table is made of. */
export interface ExplorationForTable {
  metrics: readonly Pick<MetricDefinition, 'id'>[];
  by: readonly Grouping[];
  /** Empty without a grain. */
  buckets: readonly Period[];
  rows: readonly ExplorationRow[];
  total: ExplorationRow;
}

const text = (name: string): ExportColumn => ({ name, type: 'text' });
const integer = (name: string): ExportColumn => ({ name, type: 'integer' });
const number = (name: string): ExportColumn => ({ name, type: 'number' });
const moment = (name: string): ExportColumn => ({ name, type: 'moment' });

function columnsOf({ metrics, by, buckets }: ExplorationForTable, { compared }: { compared: boolean }): ExportColumn[] {
  return [
    text('row'),
    ...by.flatMap((grouping) => [text(groupingName(grouping)), ...(isByTheme(grouping) ? [text('themeName')] : []), integer(`${groupingName(grouping)}Pooled`)]),
    ...(buckets.length > 0 ? [moment('from'), moment('to')] : []),
    ...metrics.flatMap(({ id }) => [
      ...[id, `${id}Low`, `${id}High`].map(number),
      integer(`${id}N`),
      ...(buckets.length > 0 ? [] : [integer(`${id}Excluded`)]),
      ...(compared ? [number(`${id}Change`), number(`${id}ChangeLow`), number(`${id}ChangeHigh`), text(`${id}Verdict`), number(`${id}Before`), integer(`${id}BeforeN`)] : []),
    ]),
  ];
}

function changeCells(change: Change | null): Cell[] {
  if (!change) return [null, null, null, null, null, null];
  return [change.value, change.low, change.high, change.verdict, change.previous.value, change.previous.n];
}

/**
 * An exploration as a table: a line for each group, or with a grain for each group and bucket, and for each metric its value,
 * 95 % interval and n, what was left out, and the change where periods are compared (not for single buckets). The column
 * `row` says `group`, `other` for what is pooled, or `total` for the last lines, which are over all feedback and no sum of
 * the others. A theme stands with what it is called (`nameOf`). Moments are epoch milliseconds.
 */
export function explorationTable(exploration: ExplorationForTable, { nameOf = (key) => key }: { nameOf?: (key: string) => string } = {}): ExportTable {
  const { buckets, rows, total } = exploration;
  const overTime = buckets.length > 0;
  const compared = !overTime && [...rows, total].some(({ cells }) => cells.some(({ change }) => change !== null));

  function* lines(): Generator<Cell[]> {
    for (const row of [...rows, total]) {
      const kind = row === total ? 'total' : row.pooled.some((values) => values > 0) ? 'other' : 'group';
      const group = exploration.by.flatMap((grouping, level): Cell[] => {
        const [key, pooled] = [row.keys[level] ?? '', row.pooled[level] ?? 0];
        if (!isByTheme(grouping)) return row === total ? [null, null] : [key, pooled];
        return row === total ? [null, null, null] : [key, key === '' ? '' : nameOf(key), pooled];
      });
      if (!overTime) {
        yield [kind, ...group, ...row.cells.flatMap(({ estimate: { value, low, high, n, excluded }, change }) => [value, low, high, n, excluded, ...(compared ? changeCells(change) : [])])];
        continue;
      }
      for (const [index, { from, to }] of buckets.entries()) {
        yield [kind, ...group, from, to, ...row.cells.flatMap(({ value, low, high, n }) => [value?.[index] ?? null, low?.[index] ?? null, high?.[index] ?? null, n?.[index] ?? 0])];
      }
    }
  }
  return { columns: columnsOf(exploration, { compared }), rows: { [Symbol.iterator]: lines } };
}
