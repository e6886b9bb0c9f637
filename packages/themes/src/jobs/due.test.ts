import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
import { due, type ScheduleState } from './due.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 4, 15, 12);
const NIGHT = Date.UTC(2026, 4, 15, 3);

const state = (change: Partial<ScheduleState> = {}): ScheduleState => ({
  readable: {}, themed: new Set(), taxonomy: false, themes: false, learnt: false, scored: { now: 0, learnt: null }, jobs: [], timeZone: 'UTC', ...change,
});
const job = (kind: Job['kind'], startedAt: number, outcome: Job['state'] = 'done'): ScheduleState['jobs'][number] => ({ kind, state: outcome, startedAt });

describe('the first themes', () => {
  it('are found from 200 readable comments in one language on', () => {
    expect(due(state({ readable: { en: 199, tr: 199 } }), NOON)).toBeNull();
    expect(due(state({ readable: { en: 12, tr: 200 } }), NOON)).toBe('discover');
  });
  it('are not found where people brought their own, or where the language has some', () => {
    expect(due(state({ readable: { tr: 5_000 }, taxonomy: true, learnt: true }), NOON)).toBeNull();
    expect(due(state({ readable: { tr: 5_000 }, themed: new Set(['tr']) }), NOON)).toBeNull();
    expect(due(state({ readable: { tr: 5_000, ko: 200 }, themed: new Set(['tr']) }), NOON)).toBe('discover');
  });
  it('are looked for once an hour while nothing comes of it', () => {
    const readable = { en: 200 };
    expect(due(state({ readable, jobs: [job('discover', NOON - 59 * MINUTE)] }), NOON)).toBeNull();
    expect(due(state({ readable, jobs: [job('discover', NOON - HOUR, 'failed')] }), NOON)).toBe('discover');
  });
});

describe('what people named', () => {
  it('is learnt from all comments as soon as there are enough, once', () => {
    expect(due(state({ readable: { en: 199 }, taxonomy: true }), NOON)).toBeNull();
    expect(due(state({ readable: { en: 200 }, taxonomy: true }), NOON)).toBe('refit');
    expect(due(state({ readable: { en: 200 }, taxonomy: true, learnt: true }), NOON)).toBeNull();
    expect(due(state({ readable: { en: 200 }, taxonomy: true, jobs: [job('refit', NOON - 59 * MINUTE, 'failed')] }), NOON)).toBeNull();
    expect(due(state({ readable: { en: 200 }, taxonomy: true, jobs: [job('refit', NOON - HOUR, 'failed')] }), NOON)).toBe('refit');
  });
});

describe('sentiment', () => {
  it('is learnt from 200 scored comments on, and anew when there are half as many again', () => {
    expect(due(state({ scored: { now: 199, learnt: null } }), NOON)).toBeNull();
    expect(due(state({ scored: { now: 200, learnt: null } }), NOON)).toBe('sentiment');
    expect(due(state({ scored: { now: 1_499, learnt: 1_000 } }), NOON)).toBeNull();
    expect(due(state({ scored: { now: 1_500, learnt: 1_000 } }), NOON)).toBe('sentiment');
  });
});

describe('once there are themes', () => {
  it('looks for what is new every quarter of an hour', () => {
    expect(due(state({ themes: true, jobs: [job('emerging', NOON - 14 * MINUTE)] }), NOON)).toBeNull();
    expect(due(state({ themes: true, jobs: [job('emerging', NOON - 15 * MINUTE)] }), NOON)).toBe('emerging');
  });
  it('refits once a night of the organisation', () => {
    const looked = job('emerging', NIGHT - MINUTE);
    expect(due(state({ themes: true, jobs: [job('refit', NIGHT - 24 * HOUR), looked] }), NIGHT)).toBe('refit');
    expect(due(state({ themes: true, jobs: [job('refit', NIGHT - HOUR), looked] }), NIGHT)).toBeNull();
    expect(due(state({ themes: true, jobs: [job('refit', NIGHT - HOUR, 'failed'), looked] }), NIGHT)).toBe('refit');
    // Noon in Taipei.
    expect(due(state({ themes: true, jobs: [looked], timeZone: 'Asia/Taipei' }), NIGHT)).toBeNull();
  });
  it('does not refit what was found a moment ago', () => {
    expect(due(state({ themes: true, jobs: [job('discover', NIGHT - HOUR), job('emerging', NIGHT - MINUTE)] }), NIGHT)).toBeNull();
  });
});

it('does one thing at a time', () => {
  expect(due(state({ readable: { en: 200 }, jobs: [job('refit', NOON - HOUR, 'running')] }), NOON)).toBeNull();
});
