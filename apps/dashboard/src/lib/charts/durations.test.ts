import { describe, expect, it } from 'vitest';
import type { CloseCurves, DepartmentsAnswer, LoopFigures } from '#lib/api/departments-documents.ts';
import { curveModel, percentAt } from './curve-model.ts';
import { durationsModel, timeAxis } from './durations-model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Times = [value: number | null, low: number | null, high: number | null];

function figures({ n = 100, median = [HOUR, HOUR, HOUR] as Times, p90 = 2 * HOUR } = {}): LoopFigures {
  const [value, low, high] = median;
  const nothing = { value: null, low: null, high: null };
  return {
    ...{ opened: n, open: 0, atRisk: 0, breached: 0, waiting: 0, closed: n, legs: n, rates: [], funnel: [] },
    held: { calendar: 0, working: 0 },
    heldWaiting: { calendar: 0, working: 0 },
    durations: [{ measure: 'CLOSE', n, reached: n, enough: n >= 20, median: { value, low, high }, p90: { ...nothing, value: p90 }, otherClockMedian: nothing, closedOnlyMedian: null }],
  };
}
const group = (key: string, given: Parameters<typeof figures>[0] = {}) => ({ key, figures: figures(given), change: null });
const answer = (groups: ReturnType<typeof group>[], other: ReturnType<typeof group> | null = null): DepartmentsAnswer => ({
  ...{ asOf: '2026-03-01T00:00:00Z', clock: 'WORKING', by: 'DEPARTMENT', period: null, previousPeriod: null, difference: null },
  groups,
  other,
  otherGroups: other ? 3 : 0,
  total: group(''),
});
const model = (given: DepartmentsAnswer) => durationsModel(given, { measure: 'CLOSE' });

describe('the times of departments', () => {
  it('are ranked from the quickest; who has not reached half comes last, the rest after that, few loops at the end', () => {
    const found = model(
      answer([group('slow', { median: [9 * HOUR, 8 * HOUR, 10 * HOUR] }), group('few', { n: 19, median: [HOUR / 2, 0, HOUR] }), group('open', { median: [null, 11 * HOUR, null] }), group('quick', { median: [HOUR, HOUR, 2 * HOUR] }), group('none', { n: 0 })], group('')),
    );
    expect(found?.rows.map(({ key, pale }) => [key, pale])).toEqual([['quick', false], ['slow', false], ['open', false], [null, false], ['few', true]]);
  });
  it('name the slowest only when its interval lies above that of the quickest', () => {
    expect(model(answer([group('a', { median: [HOUR, HOUR, 2 * HOUR] }), group('b', { median: [5 * HOUR, 3 * HOUR, 6 * HOUR] })]))?.slowest?.key).toBe('b');
    expect(model(answer([group('a', { median: [HOUR, HOUR, 4 * HOUR] }), group('b', { median: [5 * HOUR, 3 * HOUR, 6 * HOUR] })]))?.slowest).toBeNull();
    expect(model(answer([group('a', { median: [HOUR, HOUR, 2 * HOUR] }), group('b', { median: [null, 3 * HOUR, null] })]))?.slowest?.key).toBe('b');
    expect(model(answer([group('a')]))?.slowest).toBeNull();
  });
  it('stand on an axis of steps that people read, wide enough for what is reached', () => {
    expect(timeAxis(11 * HOUR, { clock: 'WORKING' })).toEqual({ min: 0, max: 12 * HOUR, step: 2 * HOUR });
    expect(timeAxis(11 * DAY, { clock: 'CALENDAR' })).toEqual({ min: 0, max: 12 * DAY, step: 2 * DAY });
    expect(timeAxis(60_000, { clock: 'CALENDAR' }).max).toBe(300_000);
    expect(timeAxis(9_000 * DAY, { clock: 'CALENDAR' }).max).toBeGreaterThanOrEqual(9_000 * DAY);
  });
});

describe('the close curve', () => {
  const curves = (given: Partial<CloseCurves['curves'][number]>): CloseCurves => ({
    ...{ asOf: '2026-03-01T00:00:00Z', measure: 'CLOSE', clock: 'WORKING' },
    curves: [{ key: 'Support', n: 40, time: [HOUR, 3 * HOUR, 90 * HOUR], closed: [25, 60, 62], low: [10, 40, 45], high: [40, 80, 85], atRisk: [40, 30, 2], censoredAt: [2 * HOUR, 100 * HOUR], ...given }],
  });
  it('starts at nothing, keeps its value between steps, and marks open loops on itself', () => {
    const [line] = curveModel(curves({})).lines;
    expect(line?.points[0]).toEqual([0, 0]);
    expect([0, HOUR - 1, HOUR, 2 * HOUR, 3 * HOUR, 500 * HOUR].map((time) => percentAt(line ?? { points: [] }, time))).toEqual([0, 0, 25, 25, 60, 62]);
    expect(line?.marks).toEqual([[2 * HOUR, 25], [100 * HOUR, 62]]);
  });
  it('ends where nearly all of it is done, and stops are evenly spread', () => {
    // 95 % of 62 is 58.9, which 60 after three hours passes.
    const { axis, stops } = curveModel(curves({}));
    expect(axis).toEqual({ min: 0, max: 3 * HOUR, step: HOUR / 2 });
    expect(stops).toHaveLength(25);
    expect(stops.at(-1)).toBe(3 * HOUR);
  });
  it('leaves out groups without loops and draws few of them pale', () => {
    expect(curveModel(curves({ n: 0 })).lines).toEqual([]);
    expect(curveModel(curves({ n: 19 })).lines[0]?.pale).toBe(true);
  });
});
