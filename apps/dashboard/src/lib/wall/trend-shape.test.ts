import { describe, expect, it } from 'vitest';
import type { Trend } from '#lib/api/documents.ts';
import type { TrendModel, TrendPoint } from '#lib/charts/trend-model.ts';
import { settled, trendShape } from './trend-shape.ts';

const point = (value: number | null, pale = false): TrendPoint => ({
  from: '2026-11-01T00:00:00Z',
  to: '2026-11-02T00:00:00Z',
  value,
  low: value === null ? null : value - 10,
  high: value === null ? null : value + 10,
  n: 50,
  matched: 60,
  pale,
  running: false,
});
const model = (values: (number | null)[], stretches: TrendModel['stretches'], rest: Partial<TrendModel> = {}): TrendModel => ({
  metric: { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 },
  grain: 'DAY',
  rolling: null,
  points: values.map((value) => point(value)),
  stretches,
  axis: { min: 0, max: 100, step: 20 },
  zeroLine: false,
  target: null,
  mostMatched: 60,
  shift: null,
  empty: false,
  ...rest,
});
const BOX = { width: 420, height: 120, left: 10, right: 10, top: 10, bottom: 10 };

describe('the shapes of a trend', () => {
  it('stand where the values do: 100 pixels for 100 points, and stop at gaps', () => {
    const shape = trendShape(model([40, 60, null, 20, 30], [{ start: 0, end: 1 }, { start: 3, end: 4 }]), BOX);
    expect(shape.lines).toEqual(['M10 70L110 50', 'M310 90L410 80']);
    expect(shape.bands[0]).toBe('M10 60L110 40L110 60L10 80z');
    expect(shape.last).toEqual({ x: 410, y: 80, index: 4 });
  });
  it('draw a point that has no neighbours by itself, and a pale one hollow', () => {
    const lone = trendShape(model([40, null, 50], [{ start: 0, end: 0 }, { start: 2, end: 2 }]), BOX);
    expect(lone.lines).toEqual([]);
    expect(lone.points).toEqual([{ x: 10, y: 70, pale: false }, { x: 410, y: 60, pale: false }]);
    const pale = model([40, 50], [{ start: 0, end: 1 }]);
    pale.points[1] = point(50, true);
    expect(trendShape(pale, BOX).points).toEqual([{ x: 410, y: 60, pale: true }]);
  });
  it('leave no interval outside of the axis', () => {
    expect(trendShape(model([95, 95], [{ start: 0, end: 1 }]), BOX).bands[0]).toBe('M10 10L410 10L410 25L10 25z');
  });
  it('have few figures at the axis, zero and target where they belong', () => {
    const shape = trendShape(model([40, 50], [{ start: 0, end: 1 }], { zeroLine: true, target: 60 }), BOX);
    expect(shape.ticks).toEqual([{ value: 0, y: 110 }, { value: 40, y: 70 }, { value: 80, y: 30 }]);
    expect(shape.zero).toBe(110);
    expect(shape.target).toBe(50);
    expect(trendShape(model([40], [{ start: 0, end: 0 }], { target: 160 }), BOX).target).toBeNull();
  });
  it('name the last bucket always, and no more than fit', () => {
    const many = trendShape(model(Array.from({ length: 28 }, () => 40), [{ start: 0, end: 27 }]), { ...BOX, width: 640 });
    // 620 pixels hold two figures of 210: 27 buckets apart in steps of 14.
    expect(many.labels.map(({ index }) => index)).toEqual([13, 27]);
  });
});

describe('the last bucket on a wall', () => {
  const trend = (n: number, asOf: string): Trend => ({
    metric: model([], []).metric,
    period: { from: '2026-11-01T00:00:00Z', to: '2026-11-04T00:00:00Z' },
    grain: 'DAY',
    rolling: null,
    from: ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z'],
    to: ['2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z'],
    value: [40, 42, 0],
    low: [30, 32, -50],
    high: [50, 52, 50],
    n: [50, 50, n],
    excluded: [0, 0, 0],
    matched: [60, 60, n],
    asOf,
  });
  it('is left out while it runs and says nothing yet, and only then', () => {
    expect(settled(trend(2, '2026-11-03T08:00:00Z')).value).toEqual([40, 42]);
    expect(settled(trend(30, '2026-11-03T08:00:00Z')).value).toEqual([40, 42, 0]);
    expect(settled(trend(2, '2026-11-04T08:00:00Z')).value).toEqual([40, 42, 0]);
  });
});
