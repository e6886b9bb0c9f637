import { describe, expect, it } from 'vitest';
import { freshnessOf, toldAge } from './freshness.ts';

const NOW = 1_790_000_000_000;
const well = { now: NOW, link: 'live' } as const;
const aged = (seconds: number, rest: Partial<Parameters<typeof freshnessOf>[0]> = {}) => freshnessOf({ ...well, asOf: NOW - seconds * 1_000, ...rest });

describe('how far a wall can be trusted', () => {
  it('is fresh for a minute, late after one minute that was missed, stale after two', () => {
    expect(aged(0)).toEqual({ state: 'fresh', age: 0, obstacle: null });
    expect(aged(69).state).toBe('fresh');
    expect(aged(70)).toEqual({ state: 'late', age: 70_000, obstacle: 'answers' });
    expect(aged(129).state).toBe('late');
    expect(aged(130)).toEqual({ state: 'stale', age: 130_000, obstacle: 'answers' });
  });
  it('says what is in the way', () => {
    expect(aged(3, { link: 'reconnecting' })).toMatchObject({ state: 'late', obstacle: 'connection' });
    expect(aged(300, { link: 'offline' })).toMatchObject({ state: 'stale', obstacle: 'connection' });
    expect(aged(3, { link: 'away' })).toMatchObject({ state: 'late', obstacle: 'database' });
    expect(aged(300, { link: 'away' })).toMatchObject({ state: 'stale', obstacle: 'database' });
  });
  it('waits where nothing came yet, and says when nothing can come', () => {
    expect(freshnessOf({ ...well, asOf: null })).toEqual({ state: 'waiting', age: null, obstacle: null });
    expect(freshnessOf({ ...well, asOf: null, link: 'connecting' }).obstacle).toBeNull();
    expect(freshnessOf({ ...well, asOf: null, link: 'offline' }).obstacle).toBe('connection');
    expect(freshnessOf({ ...well, asOf: null, link: 'away' }).obstacle).toBe('database');
  });
  it('takes data from the future for new', () => {
    expect(aged(-3_600)).toEqual({ state: 'fresh', age: 0, obstacle: null });
  });
  it('tells an age without ticking', () => {
    expect([0, 4_999, 7_000, 59_999, 61_234].map(toldAge)).toEqual([5_000, 5_000, 5_000, 55_000, 61_234]);
  });
});
