import type { Grain, Period, PeriodInput } from '@heed/domain';
import { describe, expect, test } from 'vitest';
import { spansOf, timelineOf } from './timeline.ts';

const berlin = { now: Date.parse('2026-10-01T12:00:00+02:00'), timeZone: 'Europe/Berlin' };
const of = (period: PeriodInput, more: { grain?: Grain; rolling?: number; compare?: boolean; compareWith?: PeriodInput } = {}, calendar = berlin) => timelineOf({ filter: { period }, ...more }, calendar);
const iso = (spans: readonly Period[]) => spans.map(({ from, to }) => `${new Date(from).toISOString().slice(0, 16)}/${new Date(to).toISOString().slice(0, 16)}`);
const hours = (spans: readonly Period[]) => spans.map(({ from, to }) => (to - from) / 3_600_000);

describe('a timeline', () => {
  test('of all time is one piece', () => {
    expect(timelineOf({}, berlin)).toEqual({ period: null, previous: null, buckets: [], windows: [], starts: [], reads: null });
  });

  test('compares when it is told to, or told with what', () => {
    const september = { from: '2026-09-01', to: '2026-10-01' };
    const may = { from: '2026-05-01', to: '2026-06-01' };
    expect(of(september).previous).toBeNull();
    expect(iso([of(september, { compare: true }).previous!])).toEqual(['2026-08-01T22:00/2026-08-31T22:00']);
    expect(iso([of(september, { compareWith: may }).previous!])).toEqual(['2026-04-30T22:00/2026-05-31T22:00']);
    expect(of(september, { compare: false, compareWith: may }).previous).toBeNull();
  });

  test('rolls over whole buckets that begin before the period, and ends with it', () => {
    // From Wednesday noon to Friday noon; days of three.
    const { buckets, windows, reads } = of({ from: '2026-09-09T12:00', to: '2026-09-11T12:00' }, { grain: 'day', rolling: 3 });
    expect(iso(buckets)).toEqual(['2026-09-09T10:00/2026-09-09T22:00', '2026-09-09T22:00/2026-09-10T22:00', '2026-09-10T22:00/2026-09-11T10:00']);
    expect(iso(windows)).toEqual(['2026-09-06T22:00/2026-09-09T22:00', '2026-09-07T22:00/2026-09-10T22:00', '2026-09-08T22:00/2026-09-11T10:00']);
    expect(iso(reads!)).toEqual(['2026-09-06T22:00/2026-09-11T10:00']);
  });

  test('rolls over days of 23 and 25 hours, and over months and quarters of their own lengths', () => {
    // Summer time began on 29 March and ends on 25 October.
    expect(hours(of({ from: '2026-03-29', to: '2026-03-31' }, { grain: 'day', rolling: 2 }).windows)).toEqual([47, 47]);
    expect(hours(of({ from: '2026-10-25', to: '2026-10-27' }, { grain: 'day', rolling: 2 }).windows)).toEqual([49, 49]);
    expect(iso(of({ from: '2026-03-01', to: '2026-05-01' }, { grain: 'month', rolling: 2 }, { ...berlin, timeZone: 'UTC' }).windows)).toEqual(['2026-02-01T00:00/2026-04-01T00:00', '2026-03-01T00:00/2026-05-01T00:00']);
    expect(iso(of({ from: '2026-01-01', to: '2026-04-01' }, { grain: 'quarter', rolling: 4 }, { ...berlin, timeZone: 'UTC' }).windows)).toEqual(['2025-04-01T00:00/2026-04-01T00:00']);
  });

  test('rolls over hours also where the clock changes by half an hour', () => {
    // Lord Howe goes back from 2:00 to 1:30 on 5 April: the hour from 1:00 lasts 90 minutes.
    const lordHowe = { ...berlin, timeZone: 'Australia/Lord_Howe' };
    const { buckets, windows } = of({ from: '2026-04-05T00:00', to: '2026-04-05T05:00' }, { grain: 'hour', rolling: 3 }, lordHowe);
    expect(hours(buckets)).toEqual([1, 1.5, 1, 1, 1]);
    expect(hours(windows)).toEqual([3, 3.5, 3.5, 3.5, 3]);
  });

  test('every span begins and ends where a piece does, and pieces are ascending', () => {
    const { period, previous, buckets, windows, starts } = of({ from: '2026-09-09T12:00', to: '2026-10-11T12:00' }, { grain: 'week', rolling: 2, compareWith: { from: '2026-09-11T03:00', to: '2026-09-17T05:30' } });
    expect(starts).toEqual([...starts].sort((left, right) => left - right));
    expect(new Set(starts).size).toBe(starts.length);
    for (const { from, to } of [period!, previous!, ...buckets, ...windows]) expect(starts).toEqual(expect.arrayContaining([from, to]));
  });

  test('the spans that matter hold all that is read, and little more', () => {
    expect(spansOf({}, berlin)).toBeNull();
    const question = { grain: 'day', rolling: 3, filter: { period: { from: '2026-09-09T12:00', to: '2026-09-11T12:00' } }, compareWith: { from: '2026-05-01', to: '2026-05-02' } } as const;
    // Two days before the 9th, and one to spare.
    expect(iso(spansOf(question, berlin)!)).toEqual(['2026-09-05T22:00/2026-09-11T10:00', '2026-04-30T22:00/2026-05-01T22:00']);
    expect(iso(spansOf({ ...question, rolling: undefined, compare: false }, berlin)!)).toEqual(['2026-09-09T10:00/2026-09-11T10:00']);
  });

  test('too many buckets are refused, those before the period included', () => {
    expect(() => of({ from: '2026-01-01', to: '2026-03-01' }, { grain: 'hour', rolling: 400 })).not.toThrow();
    expect(() => of({ from: '2026-01-01', to: '2026-03-22' }, { grain: 'hour' })).not.toThrow();
    expect(() => of({ from: '2026-01-01', to: '2026-03-22' }, { grain: 'hour', rolling: 400 })).toThrow(/2000 points/);
  });
});
