import { describe, expect, test } from 'vitest';
import { assertTimeZone, previousPeriod, resolvePeriod, type Calendar } from './period.ts';

/** Wednesday 1 April 2026, 10:30 in Berlin (summer time since 29 March). */
const calendar: Calendar = { now: Date.UTC(2026, 3, 1, 8, 30), timeZone: 'Europe/Berlin' };
const iso = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()];

describe('a relative period', () => {
  test('ends with the current unit, or with the last one that is over', () => {
    expect(iso(resolvePeriod({ last: { count: 2, unit: 'month' } }, calendar))).toEqual(['2026-02-28T23:00:00.000Z', '2026-04-30T22:00:00.000Z']);
    expect(iso(resolvePeriod({ last: { count: 2, unit: 'month', complete: true } }, calendar))).toEqual(['2026-01-31T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
    expect(iso(previousPeriod({ last: { count: 2, unit: 'month', complete: true } }, calendar))).toEqual(['2025-11-30T23:00:00.000Z', '2026-01-31T23:00:00.000Z']);
  });

  test('of a unit to date ends with today and is compared with as many days of the unit before', () => {
    expect(iso(resolvePeriod({ toDate: 'week' }, calendar))).toEqual(['2026-03-29T22:00:00.000Z', '2026-04-01T22:00:00.000Z']);
    // Monday to Wednesday of the week before, which began in winter time.
    expect(iso(previousPeriod({ toDate: 'week' }, calendar))).toEqual(['2026-03-22T23:00:00.000Z', '2026-03-25T23:00:00.000Z']);
    expect(iso(resolvePeriod({ toDate: 'quarter' }, calendar))).toEqual(['2026-03-31T22:00:00.000Z', '2026-04-01T22:00:00.000Z']);
    expect(iso(previousPeriod({ toDate: 'quarter' }, calendar))).toEqual(['2025-12-31T23:00:00.000Z', '2026-01-01T23:00:00.000Z']);
  });

  test('of a long month to date is compared with all of a short one', () => {
    const endOfMarch = { now: Date.UTC(2026, 2, 31, 12), timeZone: 'UTC' };
    expect(iso(previousPeriod({ toDate: 'month' }, endOfMarch))).toEqual(['2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z']);
  });

  test('of an hour to date is the hour, compared with the hour before', () => {
    expect(iso(resolvePeriod({ toDate: 'hour' }, calendar))).toEqual(['2026-04-01T08:00:00.000Z', '2026-04-01T09:00:00.000Z']);
    expect(iso(previousPeriod({ toDate: 'hour' }, calendar))).toEqual(['2026-04-01T07:00:00.000Z', '2026-04-01T08:00:00.000Z']);
  });
});

describe('a period that cannot be', () => {
  test.each<[string, { from: string; to: string }, RegExp]>([
    ['the end before the start', { from: '2026-05-01', to: '2026-04-01' }, /period\.from must be before period\.to/],
    ['no time at all', { from: '2026-05-01', to: '2026-05-01' }, /period\.from must be before period\.to/],
    ['a day that February does not have', { from: '2026-01-01', to: '2026-02-30' }, /period\.to names a day or time that the calendar does not have/],
    ['a thirteenth month', { from: '2026-13-01', to: '2027-01-01' }, /period\.from names a day or time/],
    ['an hour that no day has', { from: '2026-01-01T25:00', to: '2027-01-01' }, /period\.from names a day or time/],
    ['the year 10000', { from: '2026-01-01', to: '10000-01-01' }, /period\.to .*year from 0001 to 9999/],
    ['the year 10000 as ISO 8601 writes it', { from: '2026-01-01', to: '+010000-01-01' }, /period\.to .*year from 0001 to 9999/],
    ['a year before the first', { from: '-000001-01-01', to: '2026-01-01' }, /period\.from .*year from 0001 to 9999/],
    ['words', { from: 'my private words', to: '2026-01-01' }, /period\.from must be an ISO 8601 date/],
    ['an unknown time zone', { from: '2026-01-01T00:00[Europe/Nowhere]', to: '2026-02-01' }, /period\.from names an unknown time zone; use an offset/],
  ])('%s is refused, and the refusal says what to change', (_what, period, expected) => {
    const resolve = () => resolvePeriod(period, calendar);
    expect(resolve).toThrow(expected);
    expect(resolve).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
    expect(resolve).not.toThrow(/private|Nowhere/);
  });

  test('but the first and the last year can', () => {
    expect(iso(resolvePeriod({ from: '0001-01-01', to: '9999-12-31' }, { ...calendar, timeZone: 'UTC' }))).toEqual(['0001-01-01T00:00:00.000Z', '9999-12-31T00:00:00.000Z']);
  });

  test('a calendar of an unknown time zone', () => {
    expect(() => assertTimeZone('Europe/Nowhere')).toThrow(/time zone is unknown; use an IANA name/);
  });
});
