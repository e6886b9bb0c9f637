import { describe, expect, it } from 'vitest';
import type { Estimate } from '#lib/api/documents.ts';
import type { Cohorts, Distribution, Drivers, Why, WhyGroup } from '#lib/api/insight-documents.ts';
import { cohortModel } from './cohort-model.ts';
import { distributionModel, shareOf } from './distribution-model.ts';
import { driversModel } from './drivers-model.ts';
import { heatCell } from './heat-model.ts';
import { whyModel } from './why-model.ts';

const metric = { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 } as const;
const asOf = '2026-11-22T00:00:00.000Z';
const period = { from: '2026-10-25T00:00:00.000Z', to: asOf };
const estimate = (value: number | null, n = 100, half = 4): Estimate => ({
  value,
  low: value === null ? null : value - half,
  high: value === null ? null : value + half,
  n,
  excluded: 0,
  enough: n >= 30,
});

describe('a field of a table of shades', () => {
  const whole = estimate(20, 1_000, 2);
  it('is coloured only where it clearly differs from the whole, deeper the further away', () => {
    expect(heatCell(estimate(22), { whole, metric })).toMatchObject({ tone: null, pale: false });
    // Three standard errors of the difference are 3 · √(4² + 2²) / 1.96 = 6.8.
    expect(heatCell(estimate(26.7), { whole, metric }).tone).toBeNull();
    expect(heatCell(estimate(27), { whole, metric })).toMatchObject({ tone: 'good', depth: 1 });
    // One step is 200 / 16 = 12.5 points.
    expect(heatCell(estimate(-3), { whole, metric })).toMatchObject({ tone: 'bad', depth: 2 });
    expect(heatCell(estimate(-40), { whole, metric })).toMatchObject({ tone: 'bad', depth: 3 });
  });
  it('is never coloured with too few answers, and knows which way is better', () => {
    expect(heatCell(estimate(90, 12), { whole, metric })).toMatchObject({ tone: null, pale: true });
    expect(heatCell(estimate(40), { whole, metric: { ...metric, better: 'LOWER' } }).tone).toBe('bad');
    expect(heatCell(estimate(400), { whole, metric: { ...metric, unit: 'COUNT', better: 'NEITHER' } }).tone).toBeNull();
  });
});

describe('cohorts', () => {
  const cohorts = (rows: [string, (number | null)[]][]): Cohorts => ({
    metric,
    date: 'since',
    cohort: 'MONTH',
    since: 'MONTH',
    cohorts: rows.map(([start, values]) => ({ start, n: 100 * values.filter((value) => value !== null).length, cells: values.map((value, since) => ({ since, estimate: estimate(value, value === null ? 0 : 100) })) })),
    undated: 0,
    beforeStart: 0,
    asOf,
  });
  it('stand newest first in columns that all share, with gaps for who did not answer', () => {
    const model = cohortModel(cohorts([['2026-01-01', [null, 30, 20]], ['2026-02-01', []], ['2026-03-01', [null, null, 40, 10]]]));
    expect(model.columns).toEqual([1, 2, 3]);
    expect(model.rows.map(({ start, cells }) => [start, cells.map((cell) => cell?.estimate.value ?? null)])).toEqual([
      ['2026-03-01', [null, 40, 10]],
      ['2026-01-01', [30, 20, null]],
    ]);
    expect(model.whole).toMatchObject({ value: 25, n: 400 });
    // Each cell has a half-width of 4 on a quarter of the answers: √(4 · (100 · 8)²) / (2 · 400) = 2.
    expect(model.whole.high).toBeCloseTo(27, 10);
  });
  it('say how the beginning differs from what follows, only where it clearly does', () => {
    expect(cohortModel(cohorts([['2026-01-01', [40, 20, 20]], ['2026-02-01', [40, 20]]])).finding?.difference).toBeCloseTo(20, 10);
    expect(cohortModel(cohorts([['2026-01-01', [22, 20, 20]]])).finding).toBeNull();
    expect(cohortModel(cohorts([['2026-01-01', [22]]]))).toMatchObject({ finding: null, tooShort: true });
    expect(cohortModel(cohorts([]))).toMatchObject({ columns: [], rows: [], tooShort: true });
  });
});

describe('why a score changed', () => {
  const group = (key: string, rate: number, mix: number): WhyGroup => ({ key, now: estimate(10), before: estimate(20), share: 50, previousShare: 50, mix, rate, effect: mix + rate, verdict: 'DOWN' });
  const why = (groups: WhyGroup[], verdict: 'DOWN' | 'UP' | 'NO_CLEAR_CHANGE' = 'DOWN', other: WhyGroup | null = null): Why => {
    const all = other ? [...groups, other] : groups;
    const sum = (part: 'mix' | 'rate' | 'effect') => all.reduce((total, one) => total + one[part], 0);
    const value = sum('effect');
    return {
      metric,
      grouping: { dimension: 'DEPARTMENT', attribute: null },
      period,
      previousPeriod: period,
      now: estimate(30 + value),
      change: { value, low: value - 3, high: value + 3, verdict, previous: estimate(30), previousPeriod: period },
      mix: sum('mix'),
      rate: sum('rate'),
      groups,
      other,
      otherGroups: other ? 3 : 0,
      asOf,
    };
  };
  it('goes from before to now in steps that add up', () => {
    const { steps, axis } = whyModel(why([group('Billing', -8, -1), group('Sales', 2, 0)], 'DOWN', group('', -1, 0.5)));
    expect(steps.map(({ kind, from, middle, to }) => [kind, from, middle, to])).toEqual([
      ['before', 30, 30, 30],
      ['group', 30, 22, 21],
      ['group', 21, 23, 23],
      ['other', 23, 22, 22.5],
      ['now', 22.5, 22.5, 22.5],
    ]);
    expect(axis.min).toBeLessThan(21);
    expect(axis.max).toBeGreaterThan(30);
  });
  it('names one group when it brought at least half, the mix when that brought most, else says that it is spread', () => {
    expect(whyModel(why([group('Billing', -8, -1), group('Sales', -2, 0)])).finding).toMatchObject({ kind: 'group', group: { key: 'Billing' } });
    expect(whyModel(why([group('Billing', -1, -5), group('Sales', -1, -2)])).finding).toEqual({ kind: 'mix' });
    expect(whyModel(why([group('A', -3, 0), group('B', -3, 0), group('C', -3, 0)])).finding).toEqual({ kind: 'spread' });
  });
  it('explains nothing that may be chance, and nothing from nothing', () => {
    expect(whyModel(why([group('Billing', -3, 0)], 'NO_CLEAR_CHANGE')).finding).toBeNull();
    const nobody = why([]);
    nobody.change.previous = estimate(null, 0);
    expect(whyModel(nobody).empty).toBe(true);
  });
});

describe('drivers', () => {
  const grouping = (dimension: 'PRODUCT' | 'REGION' | 'CHANNEL', effect: number, clear: boolean) => ({ grouping: { dimension, attribute: null }, effect, low: Math.max(0, effect - 0.05), high: effect + 0.05, adjustedP: clear ? 0.01 : 0.4, clear, groups: 5, n: 500 });
  const one = (key: string, difference: number, clear: boolean) => ({ grouping: { dimension: 'PRODUCT' as const, attribute: null }, key, name: key, estimate: estimate(20), rest: estimate(20 - difference), difference, low: difference - 5, high: difference + 5, adjustedP: clear ? 0.01 : 0.4, clear });
  const drivers = (groupings: ReturnType<typeof grouping>[], groups: ReturnType<typeof one>[]): Drivers => ({ metric, period, tested: 20, tooSmall: 2, groupings, groups, asOf });
  it('rank what is clear by size, whichever direction, and leave the rest in place', () => {
    const model = driversModel(drivers([grouping('REGION', 0.04, false), grouping('CHANNEL', 0.1, true), grouping('PRODUCT', 0.3, true)], [one('Plus', 9, true), one('Bell', -30, true), one('Hub', 40, false)]));
    expect(model.groupings.items.map(({ grouping: { dimension } }) => dimension)).toEqual(['PRODUCT', 'CHANNEL', 'REGION']);
    expect(model.groups.items.map(({ key }) => key)).toEqual(['Bell', 'Plus', 'Hub']);
    expect(model.groups.rows.map(({ pale }) => pale)).toEqual([false, false, true]);
    expect(model.finding?.grouping.dimension).toBe('PRODUCT');
    expect(model.groups.axis.min).toBeLessThanOrEqual(-35);
    expect(model.groupings.axis.min).toBe(0);
  });
  it('find nothing where nothing is clear', () => {
    expect(driversModel(drivers([grouping('REGION', 0.3, false)], []))).toMatchObject({ finding: null, groupings: { clear: 0 }, groups: { clear: 0, items: [] } });
  });
});

describe('a distribution', () => {
  const answers: Distribution['answers'] = Array.from({ length: 11 }, (_, answer) => ({ answer, upTo: null, band: answer >= 9 ? 'GOOD' : answer >= 7 ? 'NEUTRAL' : 'BAD', n: 10, share: 100 / 11, low: 5, high: 18, previousShare: answer === 10 ? 22 : null }));
  it('knows its bands and begins at zero', () => {
    const model = distributionModel({ metric, period, n: 110, excluded: 5, answers, asOf });
    expect(model.bands.map(({ band, start, end, n }) => [band, start, end, n])).toEqual([['BAD', 0, 6, 70], ['NEUTRAL', 7, 8, 20], ['GOOD', 9, 10, 20]]);
    expect(shareOf(model, 'GOOD')).toBeCloseTo(18.2, 1);
    expect(model).toMatchObject({ compared: true, axis: { max: 30, step: 10 }, empty: false });
  });
  it('is empty where nobody answered', () => {
    const none = answers.map((one) => ({ ...one, n: 0, share: null, low: null, high: null, previousShare: null }));
    expect(distributionModel({ metric, period, n: 0, excluded: 5, answers: none, asOf })).toMatchObject({ empty: true, compared: false });
  });
});
