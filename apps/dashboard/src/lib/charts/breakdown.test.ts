import { describe, expect, it } from 'vitest';
import type { Breakdown, Estimate } from '#lib/api/documents.ts';
import { breakdownModel } from './breakdown-model.ts';
import { departmentColours } from './department-colours.ts';

const metric = { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 } as const;
const estimate = (value: number | null, n: number, half = 5): Estimate => ({
  value,
  low: value === null ? null : value - half,
  high: value === null ? null : value + half,
  n,
  excluded: 0,
  enough: n >= 30,
});
const breakdown = (groups: [string, Estimate][], other: Estimate | null = null): Breakdown => ({
  metric,
  groups: groups.map(([key, one]) => ({ key, estimate: one, change: null })),
  other,
  otherGroups: other ? 4 : 0,
  total: estimate(30, 500),
  asOf: '2026-01-01T00:00:00.000Z',
});

describe('the model of a breakdown', () => {
  it('ranks by value, then the rest, then what has too few answers', () => {
    const model = breakdownModel(
      breakdown([['Support', estimate(20, 300)], ['Field', estimate(90, 8)], ['Sales', estimate(45, 100)], ['Store', estimate(95, 12)]], estimate(70, 60)),
    );
    expect(model.rows.map(({ key, pale }) => [key, pale])).toEqual([['Sales', false], ['Support', false], [null, false], ['Store', true], ['Field', true]]);
    expect(model.otherGroups).toBe(4);
  });
  it('lets nothing pale stretch the scale, unless there is nothing else', () => {
    expect(breakdownModel(breakdown([['A', estimate(40, 100)], ['B', estimate(20, 100)], ['C', estimate(-100, 2, 40)]])).axis).toMatchObject({ min: 10, max: 50 });
    expect(breakdownModel(breakdown([['C', estimate(-50, 2, 40)]])).axis).toMatchObject({ min: -100, max: 0 });
  });
  it('leaves out groups that nobody answered for', () => {
    expect(breakdownModel(breakdown([['Support', estimate(null, 0)]])).rows).toEqual([]);
  });
  it('speaks of best and worst only when their intervals do not touch', () => {
    expect(breakdownModel(breakdown([['A', estimate(40, 100)], ['B', estimate(20, 100)]])).gap).toEqual({ best: 'A', worst: 'B' });
    expect(breakdownModel(breakdown([['A', estimate(40, 100, 12)], ['B', estimate(20, 100, 12)]])).gap).toBeNull();
    expect(breakdownModel(breakdown([['A', estimate(90, 9)], ['B', estimate(20, 100)]])).gap).toBeNull();
  });
});

describe('the colours of departments', () => {
  it('are the same in any order and different from each other', () => {
    const names = ['Support', 'Sales', 'Billing', 'Onboarding', 'Field Service', 'Logistics', 'Marketing'];
    const colours = departmentColours(names);
    expect(departmentColours(names.toReversed())).toEqual(colours);
    expect(new Set(colours.values()).size).toBe(names.length);
  });
});
