import { describe, expect, it } from 'vitest';
import type { Trend } from '#lib/api/documents.ts';
import type { ChartInk } from './chart-ink.ts';
import { findShift } from './finding.ts';
import { niceStep, trendModel, valueAxis } from './trend-model.ts';
import { trendOption, type TrendWords } from './trend-option.ts';

const metric = { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 } as const;
const day = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();

function trend(values: (number | null)[], { n = 100, half = 10 }: { n?: number | number[]; half?: number } = {}): Trend {
  const counts = values.map((value, index) => (value === null ? 0 : Array.isArray(n) ? (n[index] ?? 0) : n));
  return {
    metric,
    period: { from: day(0), to: day(values.length) },
    grain: 'DAY',
    rolling: null,
    from: values.map((_, index) => day(index)),
    to: values.map((_, index) => day(index + 1)),
    value: values,
    low: values.map((value) => (value === null ? null : value - half)),
    high: values.map((value) => (value === null ? null : value + half)),
    n: counts,
    excluded: counts.map(() => 0),
    matched: counts.map((count) => count + 5),
    asOf: day(values.length - 1),
  };
}

describe('the model of a trend', () => {
  it('keeps gaps: no stretch crosses a bucket without answers', () => {
    const model = trendModel(trend([10, 12, null, null, 20, null, 5]));
    expect(model.stretches).toEqual([{ start: 0, end: 1 }, { start: 4, end: 4 }, { start: 6, end: 6 }]);
    expect(model.points[2]).toMatchObject({ value: null, low: null, n: 0, matched: 5 });
  });
  it('marks what has too few answers and what has not ended', () => {
    const model = trendModel(trend([10, 12, 14], { n: [29, 30, 31] }));
    expect(model.points.map(({ pale }) => pale)).toEqual([true, false, false]);
    expect(model.points.map(({ running }) => running)).toEqual([false, false, true]);
  });
  it('fits the axis to clear intervals and draws zero only where it is in sight', () => {
    expect(trendModel(trend([30, 40])).axis).toEqual({ min: 20, max: 50, step: 10 });
    expect(trendModel(trend([30, 40])).zeroLine).toBe(false);
    expect(trendModel(trend([-8, 40])).zeroLine).toBe(true);
  });
  it('does not let a pale interval flatten the chart', () => {
    const few = trend([30, 32, 34], { n: [100, 100, 5], half: 3 });
    few.high[2] = 90;
    expect(trendModel(few).axis.max).toBeLessThanOrEqual(40);
    const most = trend([30, 32, 34], { n: [100, 5, 5], half: 3 });
    most.high[2] = 90;
    expect(trendModel(most).axis.max).toBeGreaterThanOrEqual(90);
  });
  it('says that it is empty', () => {
    const model = trendModel(trend([null, null]));
    expect(model).toMatchObject({ empty: true, stretches: [], axis: { min: -100, max: 100 } });
  });
  it('steps by 1, 2, 2.5 or 5', () => {
    expect([40, 7, 0.9, 112].map((span) => niceStep(span, 5))).toEqual([10, 2, 0.2, 25]);
    expect(valueAxis([{ low: 95, high: 100 }], metric).max).toBe(100);
  });
  it('of a count has the ends of its values, for there is no upper end of counts', () => {
    const count = { min: 0, max: Number.MAX_SAFE_INTEGER };
    expect(valueAxis([{ low: 280, high: 450 }], count)).toEqual({ min: 250, max: 450, step: 50 });
    expect(valueAxis([{ low: 0, high: 0 }], count)).toEqual({ min: 0, max: 1, step: 1 });
    expect(valueAxis([], count)).toEqual({ min: 0, max: 100, step: 25 });
  });
});

describe('the finding of a trend', () => {
  const of = (values: (number | null)[], half = 10) => findShift(trendModel(trend(values, { half })).points, { minimumSample: 30 });

  it('reports a clear fall since a day', () => {
    expect(of([40, 42, 38, 41, 39, 10, 12, 9, 11])).toMatchObject({ kind: 'since', direction: 'down', start: 5, end: 8, difference: -29.5 });
  });
  it('reports a dent that healed', () => {
    expect(of([40, 42, 38, 10, 8, 12, 41, 39, 40])).toMatchObject({ kind: 'between', direction: 'down', start: 3, end: 5, difference: -30 });
  });
  it('speaks of the later side when the first buckets differ', () => {
    expect(of([10, 12, 8, 40, 41, 39, 42, 38])).toMatchObject({ kind: 'since', direction: 'up', start: 3, end: 7, difference: 30 });
  });
  it('is silent about noise', () => {
    expect(of([40, 46, 38, 44, 39, 45, 41, 37])).toBeNull();
    expect(of([40, 42, 38, 41, 39, 10, 12, 9, 11], 60)).toBeNull();
  });
  it('is silent about one outlier and about very few buckets', () => {
    expect(of([40, 41, 39, -90, 40, 41, 39, 40])).not.toMatchObject({ start: 3, end: 3 });
    expect(of([40, -40, 40])).toBeNull();
  });
});

describe('the drawing of a trend', () => {
  const ink: ChartInk = {
    paper: 'paper', ink: 'ink', ink2: 'ink2', ink3: 'ink3', rule: 'rule', ruleStrong: 'strong',
    series: 'series', seriesBand: 'band', seriesPale: 'pale', volume: 'volume', good: 'good', middle: 'middle', bad: 'bad', categories: [], font: 'font',
  };
  const words: TrendWords = {
    bucket: String, value: String, volume: 'per day', count: String, target: 'Target', tooltip: (index) => ({ title: String(index), lines: [] }),
  };
  const draw = (model: ReturnType<typeof trendModel>) => trendOption(model, { ink, words, width: 640, still: true });
  const series = (model: ReturnType<typeof trendModel>) => draw(model).series as unknown as { id: string; data: unknown[]; connectNulls?: boolean }[];

  it('leaves gaps open and draws pale points hollow', () => {
    const [, value] = series(trendModel(trend([30, null, 40], { n: [100, 0, 5] })));
    expect(value).toMatchObject({ id: 'value', connectNulls: false });
    expect(value?.data).toMatchObject([
      { value: 30, itemStyle: { color: 'series' } },
      { value: null },
      { value: 40, itemStyle: { color: 'paper', borderColor: 'pale' } },
    ]);
  });
  it('has one band polygon a stretch, and a zero line only when zero is in sight', () => {
    expect(series(trendModel(trend([-5, 5, null, 10]))).map(({ id, data }) => [id, data.length])).toEqual([
      ['band', 2], ['zero', 4], ['value', 4], ['volume', 4],
    ]);
  });
  it('starts the bars at zero', () => {
    expect((draw(trendModel(trend([30, 40]))).yAxis as { min: number }[])[1]?.min).toBe(0);
  });
});
