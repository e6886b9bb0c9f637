import { describe, expect, it } from 'vitest';
import { daysOf, lastDays, moveDay, periodDays, readPeriod, samePeriod, writePeriod } from './view-period.ts';

const read = (query: string) => readPeriod(new URLSearchParams(query));

describe('a period in the address', () => {
  it.each(['period=7d', 'period=12w', 'period=3m-complete', 'period=1q-complete', 'period=month-to-date', 'from=2026-03-01&to=2026-03-28'])('reads back what it wrote: %s', (query) => {
    expect(new URLSearchParams(writePeriod(read(query))).toString()).toBe(query);
  });
  it('is the last 28 days where the address asks for nothing that makes sense', () => {
    for (const query of ['', 'period=28d', 'period=0d', 'period=99999d', 'period=3x', 'period=day', 'from=2026-03-28&to=2026-03-01']) expect(read(query)).toEqual(lastDays(28));
    expect(writePeriod(read(''))).toEqual({});
  });
  it('says how many days it has only where it counts days', () => {
    expect([read('period=90d'), read('period=3m'), read('period=7d-complete'), read('period=week-to-date')].map(daysOf)).toEqual([90, 0, 0, 0]);
    expect(samePeriod(read('period=7d'), lastDays(7))).toBe(true);
    expect(samePeriod(read('period=7d-complete'), lastDays(7))).toBe(false);
  });
});

describe('the days of a period', () => {
  // 22 November 2026 is a Sunday.
  const today = '2026-11-22';
  it.each([
    ['period=28d', '2026-10-26', '2026-11-22'],
    ['period=7d-complete', '2026-11-15', '2026-11-21'],
    ['period=week-to-date', '2026-11-16', '2026-11-22'],
    ['period=2w-complete', '2026-11-02', '2026-11-15'],
    ['period=month-to-date', '2026-11-01', '2026-11-22'],
    ['period=3m', '2026-09-01', '2026-11-30'],
    ['period=1q-complete', '2026-07-01', '2026-09-30'],
    ['period=1y-complete', '2025-01-01', '2025-12-31'],
    ['period=24h', '2026-11-22', '2026-11-22'],
    ['from=2026-03-01&to=2026-03-31', '2026-03-01', '2026-03-31'],
  ])('%s', (query, from, to) => {
    expect(periodDays(read(query), today)).toEqual({ from, to });
  });
  it('keeps to the end of a shorter month', () => {
    expect(moveDay('2028-02-29', { months: -12 })).toBe('2027-02-28');
    expect(moveDay('2026-03-31', { months: -1 })).toBe('2026-02-28');
    expect(moveDay('2026-03-01', { days: -1 })).toBe('2026-02-28');
  });
});
