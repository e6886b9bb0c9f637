import { DateTime } from 'luxon';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, testSettings } from '../loop/testing.ts';
import { keyOf, type Department } from '../settings/settings.ts';
import { createClocks, type DepartmentClock } from './clocks.ts';
import { ALWAYS, createWorkingClock, type WorkingCalendar } from './working-calendar.ts';

function clockOf(calendar: WorkingCalendar): DepartmentClock {
  const support = testSettings().departments.get('support') as Department;
  return createClocks(testSettings({ departments: new Map([['one', { ...support, name: 'One', calendar }]]) })).of('one');
}

/** Periods of quarters of an hour; none begins or ends in the hour that comes twice, where the wall alone does not say which is meant. */
const period = fc.uniqueArray(fc.oneof(fc.constant(0), fc.integer({ min: 16, max: 96 })), { minLength: 0, maxLength: 6 }).map((quarters) => {
  const times = quarters.sort((left, right) => left - right).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
  return Array.from({ length: Math.floor(times.length / 2) }, (_, index) => ({ from: times[2 * index] as string, to: times[2 * index + 1] as string }));
});
const calendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Auckland', 'America/Sao_Paulo', 'Africa/Casablanca', 'UTC'),
  week: fc.array(period, { minLength: 7, maxLength: 7 }),
  holidays: fc.subarray(['2026-03-29', '2026-10-25', '2019-12-25', '2030-01-01', '2026-04-05']),
});
const moment = fc.oneof(
  fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) }),
  // Around changes of clocks.
  fc.tuple(fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2018-11-04'), fc.integer({ min: -DAY, max: 2 * DAY })).map(([date, more]) => Date.parse(date) + more),
);

describe('the clocks of departments', () => {
  test('one that is not set up never sleeps, and names are found in any case', () => {
    const clocks = createClocks(testSettings());
    expect(clocks.of('Nobody').between(5, 1_000)).toBe(995);
    expect(clocks.of('Nobody').since2000(Date.UTC(2000, 0, 2))).toBe(DAY);
    expect(clocks.of(' SUPPORT ')).toBe(clocks.of(keyOf('Support')));
    const settings = testSettings();
    expect(createClocks(settings)).toBe(createClocks(settings));
  });

  test('working time since 2000', () => {
    const berlin = createClocks(testSettings()).of('Support');
    // Monday 3 January 2000 is the first day: eight hours, and half an hour of Tuesday.
    expect(berlin.since2000(Date.UTC(2000, 0, 1))).toBe(0);
    expect(berlin.since2000(Date.parse('2000-01-04T08:30:00Z'))).toBe(8.5 * HOUR);
    // Friday 31 December 1999 from four to five.
    expect(berlin.since2000(Date.parse('1999-12-31T15:00:00Z'))).toBe(-HOUR);
    // 2000 to 2004: 1,827 days, of which 1,305 from Monday to Friday.
    expect(berlin.since2000(Date.UTC(2005, 0, 1))).toBe(1_305 * 8 * HOUR);
    // Beyond the horizon: Friday 1 January 2100, and Monday the 4th until ten.
    expect(berlin.between(Date.UTC(2100, 0, 1), Date.parse('2100-01-04T09:00:00Z'))).toBe(9 * HOUR);
  });

  test('is additive, and agrees with the clock of the calendar', () => {
    fc.assert(
      fc.property(calendar, fc.array(fc.tuple(moment, moment, fc.integer({ min: 0, max: 40 * HOUR })), { minLength: 4, maxLength: 6 }), (one, questions) => {
        // A calendar takes long to work out, so each is asked several questions.
        const clock = clockOf(one);
        const plain = createWorkingClock(one);
        for (const [left, right, length] of questions) {
          const [from, to] = left < right ? [left, right] : [right, left];
          expect(clock.since2000(to) - clock.since2000(from)).toBe(clock.between(from, to));
          const near = Math.min(to, from + 20 * DAY);
          expect(clock.between(from, near)).toBe(plain.between(from, near));
          expect(clock.between(to, from)).toBe(0);
          if (!one.week.some((periods) => periods.length > 0)) continue;
          const end = clock.after(from, length);
          expect(end).toBe(plain.after(from, length));
          expect(clock.between(from, end)).toBe(length);
        }
      }),
      { numRuns: 30, seed: 11 },
    );
  });

  test('counts the minutes that the wall shows as working ones', () => {
    fc.assert(
      fc.property(calendar, moment, fc.integer({ min: 1, max: 3_000 }), (one, at, minutes) => {
        const from = Math.floor(at / MINUTE) * MINUTE;
        let worked = 0;
        for (let minute = 0; minute < minutes; minute++) {
          const wall = DateTime.fromMillis(from + minute * MINUTE, { zone: one.timeZone });
          const time = wall.toISOTime({ precision: 'minutes', includeOffset: false }) ?? '';
          if (!one.holidays.includes(wall.toISODate() ?? '') && one.week[wall.weekday - 1]?.some((hours) => time >= hours.from && time < hours.to)) worked++;
        }
        const clock = clockOf(one);
        expect(clock.since2000(from + minutes * MINUTE) - clock.since2000(from)).toBe(worked * MINUTE);
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  test('a calendar that never works says so', () => {
    const never = clockOf({ ...ALWAYS, week: Array.from({ length: 7 }, () => []) });
    expect(never.since2000(Date.UTC(2026, 0, 1))).toBe(0);
    expect(() => never.after(Date.UTC(2026, 0, 1), 1)).toThrow(/too little working time/);
  });

  test('periods that meet are one day', () => {
    const halves = clockOf({ ...ALWAYS, timeZone: 'Europe/Berlin', week: Array.from({ length: 7 }, () => [{ from: '12:00', to: '24:00' }, { from: '00:00', to: '12:00' }]) });
    expect(halves.after(Date.UTC(2026, 2, 28), 40 * DAY)).toBe(Date.UTC(2026, 2, 28) + 40 * DAY);
    expect(halves.stretches(0, DAY).reduce((sum, { from, to }) => sum + to - from, 0)).toBe(DAY);
  });
});
