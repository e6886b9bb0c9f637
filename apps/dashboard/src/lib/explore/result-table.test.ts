import { describe, expect, it } from 'vitest';
import { nextSort, sortRows, type ResultColumn, type ResultRow } from './result-table.ts';

const columns: ResultColumn[] = [
  { id: 'group0', label: 'Department', above: null, numeric: false },
  { id: 'nps.value', label: 'NPS', above: null, numeric: true },
  { id: 'nps.n', label: 'Answers', above: null, numeric: true },
];
const row = (name: string, value: number | null, n: number, pooled = false): ResultRow => ({
  id: name,
  pooled,
  fields: [
    { text: name, sort: name, pale: false },
    { text: String(value), sort: value, pale: n < 30 },
    { text: String(n), sort: n, pale: n < 30 },
  ],
});
const rows = [row('Sales', 20, 100), row('Field 10', 90, 8), row('Billing', -5, 60), row('Field 9', null, 0), row('12 others', 99, 500, true)];
const order = (column: string, descending: boolean) => sortRows(rows, { columns, sort: { column, descending }, locale: 'en' }).map(({ id }) => id);

describe('the table of a result', () => {
  it('is sorted by value without ranking what has too few answers, and with what is pooled last', () => {
    expect(order('nps.value', true)).toEqual(['Sales', 'Billing', 'Field 10', 'Field 9', '12 others']);
    expect(order('nps.value', false)).toEqual(['Billing', 'Sales', 'Field 10', 'Field 9', '12 others']);
  });
  it('is sorted by answers and by name as they are', () => {
    expect(order('nps.n', true)).toEqual(['Sales', 'Billing', 'Field 10', 'Field 9', '12 others']);
    expect(order('group0', false)).toEqual(['Billing', 'Field 9', 'Field 10', 'Sales', '12 others']);
  });
  it('keeps its order for a column that is not there', () => {
    expect(order('ces.value', true)).toEqual(rows.map(({ id }) => id));
  });
  it('goes from the largest to the smallest and back to as it was', () => {
    const [name, value] = [columns[0]!, columns[1]!];
    const first = nextSort(value, null);
    expect(first).toEqual({ column: 'nps.value', descending: true });
    const second = nextSort(value, first);
    expect(second).toEqual({ column: 'nps.value', descending: false });
    expect(nextSort(value, second)).toBeNull();
    expect(nextSort(name, second)).toEqual({ column: 'group0', descending: false });
  });
});
