import type { Sort } from './explore-view.ts';

/** A column of a result; `above` names the metric over several columns of its own. */
export interface ResultColumn {
  id: string;
  label: string;
  above: string | null;
  numeric: boolean;
}

export interface ResultField {
  text: string;
  /** Says more on hover. */
  title?: string;
  /** What the column is sorted by; null stands last whichever way. */
  sort: number | string | null;
  /** Too few answers to lean on. */
  pale: boolean;
}

export interface ResultRow {
  id: string;
  fields: ResultField[];
  /** Further values together: never ranked among the single ones. */
  pooled: boolean;
  /** The feedback behind the row. */
  href?: string;
}

function compare(one: ResultField | undefined, other: ResultField | undefined, { descending, locale }: { descending: boolean; locale: string }): number {
  const [a, b] = [one?.sort ?? null, other?.sort ?? null];
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), locale, { numeric: true });
  return descending ? -order : order;
}

/**
 * Rows by one column; the order of the answer among equals. What has too few answers is not ranked by a value it hardly
 * has: it follows after the others. Pooled rows stay last. A column that is not there sorts nothing.
 */
export function sortRows(rows: readonly ResultRow[], { columns, sort, locale }: { columns: readonly ResultColumn[]; sort: Sort | null; locale: string }): ResultRow[] {
  const index = columns.findIndex(({ id }) => id === sort?.column);
  if (sort === null || index < 0) return [...rows];
  const ranked = /\.(value|interval|change)$/.test(sort.column);
  const place = ({ pooled, fields }: ResultRow): number => (pooled ? 2 : ranked && fields[index]?.pale === true ? 1 : 0);
  return rows.toSorted((a, b) => place(a) - place(b) || compare(a.fields[index], b.fields[index], { descending: sort.descending, locale }));
}

/** The next order when a column's head is pressed: numbers begin with the largest, texts with the first; a third press lifts it. */
export function nextSort(column: ResultColumn, sort: Sort | null): Sort | null {
  if (sort?.column !== column.id) return { column: column.id, descending: column.numeric };
  return sort.descending === column.numeric ? { column: column.id, descending: !column.numeric } : null;
}
