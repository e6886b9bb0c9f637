import { describe, expect, it } from 'vitest';
import type { Estimate } from '#lib/api/documents.ts';
import type { Exploration, ExplorationRow } from '#lib/api/explore-documents.ts';
import { breakdownOf, chartKind, pooledIn, trendOf } from '#lib/explore/exploration-shape.ts';
import { inSameOrder, MOST_DOTS } from '#lib/explore/same-order.ts';
import { breakdownModel } from './breakdown-model.ts';
import { crossingModel } from './crossing-model.ts';
import { MOST_PANELS, panelsModel } from './panels-model.ts';

const metric = { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 } as const;
const asOf = '2026-11-22T12:00:00.000Z';
const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map((day) => `${day}T00:00:00.000Z`);
const estimate = (value: number | null, n = 100): Estimate => ({ value, low: value === null ? null : value - 5, high: value === null ? null : value + 5, n, excluded: 0, enough: n >= 30 });
const row = (keys: string[], value: number | null, { pooled = keys.map(() => 0), n = 100, over = null }: { pooled?: number[]; n?: number; over?: (number | null)[] | null } = {}): ExplorationRow => ({
  keys,
  names: keys,
  pooled,
  cells: [
    {
      estimate: estimate(value, n),
      change: null,
      value: over,
      low: over?.map((one) => (one === null ? null : one - 5)) ?? null,
      high: over?.map((one) => (one === null ? null : one + 5)) ?? null,
      n: over?.map((one) => (one === null ? 0 : n)) ?? null,
    },
  ],
});
const exploration = (rows: ExplorationRow[], { by = 1, grain = null }: { by?: number; grain?: Exploration['grain'] } = {}): Exploration => ({
  metrics: [metric],
  by: Array.from({ length: by }, () => ({ dimension: 'DEPARTMENT' as const, attribute: null })),
  grain,
  rolling: null,
  period: { from: days[0]!, to: days[3]! },
  previousPeriod: null,
  buckets: grain === null ? [] : days.slice(0, 3).map((from, index) => ({ from, to: days[index + 1]! })),
  rows,
  total: row([], 20, { over: grain === null ? null : [20, 21, 22] }),
  asOf,
});

describe('the chart of a question', () => {
  it('follows from what is asked', () => {
    const kind = (by: number, grain: Exploration['grain']) => chartKind(exploration([], { by, grain }));
    expect([kind(0, null), kind(1, null), kind(2, null), kind(0, 'DAY'), kind(1, 'DAY'), kind(2, 'WEEK')]).toEqual(['figures', 'dots', 'heat', 'trends', 'panels', 'panels']);
  });
  it('takes groups and what is pooled apart', () => {
    const breakdown = breakdownOf(exploration([row(['Support'], 10), row(['Sales'], 30), row([''], 20, { pooled: [12] })]), 0);
    expect(breakdown?.groups.map(({ key }) => key)).toEqual(['Support', 'Sales']);
    expect(breakdown).toMatchObject({ otherGroups: 12, other: { value: 20 } });
    expect(pooledIn({ pooled: [0, 3] })).toBe(3);
    expect(breakdownOf(exploration([]), 1)).toBeNull();
  });
  it('draws a row over time as a trend', () => {
    const question = exploration([row(['Support'], 10, { over: [10, null, 12] })], { grain: 'DAY' });
    expect(trendOf(question, { row: question.rows[0]!, index: 0 })).toMatchObject({ from: days.slice(0, 3), to: days.slice(1), value: [10, null, 12], n: [100, 0, 100], matched: [100, 0, 100] });
    expect(trendOf(exploration([row(['Support'], 10)]), { row: row(['Support'], 10), index: 0 })).toBeNull();
  });
});

describe('several scores by the same groups', () => {
  const model = (values: [string, number | null][]) => breakdownModel(breakdownOf(exploration(values.map(([key, value]) => row([key], value, { n: value === null ? 0 : 100 }))), 0)!);
  it('have a line for every group, in the order of the first', () => {
    const { models, hidden } = inSameOrder([model([['Support', 10], ['Sales', 30]]), model([['Field', 5], ['Support', 60], ['Sales', null]]), model([['Support', null]])]);
    expect(models.map(({ rows }) => rows.map(({ key, estimate: { value } }) => [key, value]))).toEqual([
      [['Sales', 30], ['Support', 10], ['Field', null]],
      [['Sales', null], ['Support', 60], ['Field', 5]],
      [],
    ]);
    expect(hidden).toBe(0);
  });
  it('are drawn as far as they can be read', () => {
    const { models, hidden } = inSameOrder([model(Array.from({ length: 200 }, (_, index) => [`Group ${index}`, index / 4]))]);
    expect([models[0]?.rows.length, hidden]).toEqual([MOST_DOTS, 200 - MOST_DOTS]);
  });
});

describe('small multiples', () => {
  it('share one scale, keep gaps, and leave out who never answered', () => {
    const model = panelsModel(exploration([row(['A'], 10, { over: [10, null, 12] }), row(['B'], null, { over: [null, null, null] }), row(['C'], 60, { over: [60, 62, 64] })], { grain: 'DAY' }), 0);
    expect(model?.panels.map(({ row: at, stretches }) => [at, stretches])).toEqual([
      [0, [{ start: 0, end: 0 }, { start: 2, end: 2 }]],
      [2, [{ start: 0, end: 2 }]],
    ]);
    expect(model).toMatchObject({ total: [20, 21, 22], axis: { min: 0, max: 75, step: 25 }, hidden: 0 });
    expect(model?.panels[0]?.points[2]?.running).toBe(true);
  });
  it('are at most as many as can be compared', () => {
    const rows = Array.from({ length: 200 }, (_, index) => row([`Group ${index}`], 10, { over: [10, 11, 12] }));
    expect(panelsModel(exploration(rows, { grain: 'DAY' }), 0)).toMatchObject({ hidden: 200 - MOST_PANELS });
  });
});

describe('two groupings crossed', () => {
  it('have the same columns in every row, largest first, and keep what is pooled apart', () => {
    const model = crossingModel(
      exploration(
        [row(['Support', 'Chat'], 10, { n: 40 }), row(['Support', 'Phone'], 60, { n: 90 }), row(['Support', ''], 15, { pooled: [0, 4], n: 35 }), row(['Sales', 'Chat'], 20, { n: 100 }), row(['Sales', ''], 20, { n: 5 }), row(['', ''], 30, { pooled: [7, 0] })],
        { by: 2 },
      ),
      0,
    );
    expect(model?.columns).toEqual(['Chat', 'Phone', '']);
    expect(model?.rows.map(({ key, cells, rest }) => [key, cells.map((cell) => cell?.estimate.value ?? null), rest?.count ?? null])).toEqual([
      ['Support', [10, 60, null], 4],
      ['Sales', [20, null, 20], null],
    ]);
    expect(model?.rows[0]?.cells[1]?.tone).toBe('good');
    expect(model?.rows[1]?.cells[2]?.pale).toBe(true);
    expect(model?.others).toMatchObject({ count: 7 });
  });
});
