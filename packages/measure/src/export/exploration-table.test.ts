import { describe, expect, test } from 'vitest';
import type { Cell, ExportTable } from '@heed/store';
import { explorationTable, type Change, type Estimate, type ExplorationForTable } from '../index.ts';

const estimate = (value: number, n: number): Estimate => ({ value, low: value - 5, high: value + 5, n, excluded: 2, enough: true });
const nobody: Estimate = { value: null, low: null, high: null, n: 0, excluded: 4, enough: false };
const change: Change = { value: 3, low: -1, high: 7, verdict: 'no_clear_change', previous: estimate(37, 90) };

const flat: ExplorationForTable = {
  metrics: [{ id: 'nps' }, { id: 'ces' }],
  by: [{ dimension: 'department' }, { attribute: 'plan' }],
  buckets: [],
  rows: [
    { keys: ['Support', ''], pooled: [0, 0], cells: [{ estimate: estimate(40, 100), change }, { estimate: estimate(5, 8), change: null }] },
    { keys: ['Support', ''], pooled: [0, 7], cells: [{ estimate: estimate(10, 30), change: null }, { estimate: nobody, change: null }] },
  ],
  total: { keys: [], pooled: [], cells: [{ estimate: estimate(33, 130), change: null }, { estimate: estimate(5, 8), change: null }] },
};

async function rowsOf({ columns, rows }: ExportTable): Promise<Record<string, Cell>[]> {
  const all: Record<string, Cell>[] = [];
  for await (const row of rows) {
    expect(row).toHaveLength(columns.length);
    all.push(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] as Cell])));
  }
  return all;
}

describe('an exploration as a table', () => {
  test('without a grain: a line for each group, with what changed, and the total last', async () => {
    const table = explorationTable(flat);
    expect(table.columns.filter(({ type }) => type === 'text').map(({ name }) => name)).toEqual(['row', 'department', 'attribute:plan', 'npsVerdict', 'cesVerdict']);
    const rows = await rowsOf(table);
    expect(rows.map(({ row }) => row)).toEqual(['group', 'other', 'total']);
    expect(rows[0]).toEqual({
      row: 'group', department: 'Support', departmentPooled: 0, 'attribute:plan': '', 'attribute:planPooled': 0,
      nps: 40, npsLow: 35, npsHigh: 45, npsN: 100, npsExcluded: 2, npsChange: 3, npsChangeLow: -1, npsChangeHigh: 7, npsVerdict: 'no_clear_change', npsBefore: 37, npsBeforeN: 90,
      ces: 5, cesLow: 0, cesHigh: 10, cesN: 8, cesExcluded: 2, cesChange: null, cesChangeLow: null, cesChangeHigh: null, cesVerdict: null, cesBefore: null, cesBeforeN: null,
    });
    expect(rows[1]).toMatchObject({ 'attribute:planPooled': 7, ces: null, cesLow: null, cesN: 0, cesExcluded: 4 });
    expect(rows[2]).toMatchObject({ department: null, departmentPooled: null, nps: 33, npsN: 130 });
  });

  test('a theme stands with its name', async () => {
    const row = { keys: ['a1'], pooled: [0], cells: [{ estimate: estimate(40, 100), change: null }] };
    const table = explorationTable({ ...flat, metrics: [{ id: 'nps' }], by: [{ dimension: 'theme' }], rows: [row, { ...row, keys: [''], pooled: [3] }], total: { ...row, keys: [], pooled: [] } }, { nameOf: (key) => `called ${key}` });
    const named = (await rowsOf(table)).map(({ theme, themeName, themePooled }) => [theme, themeName, themePooled]);
    expect(named).toEqual([['a1', 'called a1', 0], ['', '', 3], [null, null, null]]);
  });

  test('nothing compared, no columns of it', async () => {
    const [row] = await rowsOf(explorationTable({ ...flat, by: [], rows: [] }));
    expect(Object.keys(row ?? {})).toEqual(['row', 'nps', 'npsLow', 'npsHigh', 'npsN', 'npsExcluded', 'ces', 'cesLow', 'cesHigh', 'cesN', 'cesExcluded']);
  });

  test('with a grain: a line for each group and bucket', async () => {
    const buckets = [{ from: 0, to: 86_400_000 }, { from: 86_400_000, to: 172_800_000 }];
    const cell = { estimate: estimate(1, 2), change, value: [40, null], low: [30, null], high: [50, null], n: [9, 0] };
    const over = { ...flat, metrics: [{ id: 'nps' } as const], by: [{ dimension: 'channel' } as const], buckets, rows: [{ keys: ['chat'], pooled: [0], cells: [cell] }], total: { keys: [], pooled: [], cells: [cell] } };
    const table = explorationTable(over);
    expect(table.columns.filter(({ type }) => type === 'moment').map(({ name }) => name)).toEqual(['from', 'to']);
    expect(await rowsOf(table)).toEqual([
      { row: 'group', channel: 'chat', channelPooled: 0, from: 0, to: 86_400_000, nps: 40, npsLow: 30, npsHigh: 50, npsN: 9 },
      { row: 'group', channel: 'chat', channelPooled: 0, from: 86_400_000, to: 172_800_000, nps: null, npsLow: null, npsHigh: null, npsN: 0 },
      { row: 'total', channel: null, channelPooled: null, from: 0, to: 86_400_000, nps: 40, npsLow: 30, npsHigh: 50, npsN: 9 },
      { row: 'total', channel: null, channelPooled: null, from: 86_400_000, to: 172_800_000, nps: null, npsLow: null, npsHigh: null, npsN: 0 },
    ]);
  });
});
