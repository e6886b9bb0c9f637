import { DateTime } from 'luxon';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALWAYS, createWorkingClock, readWorkingCalendar, type WorkingCalendar } from './working-calendar.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const OFFICE = [{ from: '09:00', to: '12:30' }, { from: '13:30', to: '17:30' }];
const berlin: WorkingCalendar = { timeZone: 'Europe/Berlin', week: [OFFICE, OFFICE, OFFICE, OFFICE, [{ from: '09:00', to: '15:00' }], [], []], holidays: ['2026-12-25'] };
const at = (text: string, zone = 'Europe/Berlin'): number => DateTime.fromISO(text, { zone }).toMillis();

describe('working time', () => {
  const clock = createWorkingClock(berlin);

  test('counts several periods a day, week-ends and holidays', () => {
    // Thursday 17:00 to Monday 10:00: half an hour, Friday's six hours, one hour.
    expect(clock.between(at('2026-11-19T17:00'), at('2026-11-23T10:00'))).toBe(7.5 * HOUR);
    // The lunch break is no working time.
    expect(clock.between(at('2026-11-18T12:00'), at('2026-11-18T14:00'))).toBe(HOUR);
    // Thursday 24 December 16:30 to Monday 28 December 09:30: an hour, no Friday, half an hour.
    expect(clock.between(at('2026-12-24T16:30'), at('2026-12-28T09:30'))).toBe(1.5 * HOUR);
    expect(clock.between(at('2026-11-18T14:00'), at('2026-11-18T12:00'))).toBe(0);
  });

  test('adds working time', () => {
    expect(clock.after(at('2026-11-19T17:00'), 7.5 * HOUR)).toBe(at('2026-11-23T10:00'));
    expect(clock.after(at('2026-11-21T03:00'), 1)).toBe(at('2026-11-23T09:00') + 1);
    expect(clock.after(at('2026-11-21T03:00'), 0)).toBe(at('2026-11-21T03:00'));
    // Exactly to the end of a period, and not to the beginning of the next.
    expect(clock.after(at('2026-11-18T09:00'), 3.5 * HOUR)).toBe(at('2026-11-18T12:30'));
  });

  test('is lived through when clocks change', () => {
    const night = createWorkingClock({ ...berlin, week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '06:00' }]), holidays: [] });
    expect(night.between(at('2026-03-29T00:00'), at('2026-03-30T00:00'))).toBe(5 * HOUR);
    expect(night.between(at('2026-10-25T00:00'), at('2026-10-26T00:00'))).toBe(7 * HOUR);
    // 29 March has no time from two to three: of a period that ends within it the rest is left out, and so is all of one that lies in it.
    const within = (from: string, to: string) => createWorkingClock({ ...berlin, week: Array.from({ length: 7 }, () => [{ from, to }, { from: '03:00', to: '04:00' }]), holidays: [] });
    expect(within('01:00', '02:30').between(at('2026-03-29T00:00'), at('2026-03-30T00:00'))).toBe(2 * HOUR);
    expect(within('02:15', '02:45').between(at('2026-03-29T00:00'), at('2026-03-30T00:00'))).toBe(HOUR);
    // 25 October has it twice, and the first is meant.
    expect(within('01:00', '02:30').stretches(at('2026-10-25T00:00'), at('2026-10-25T03:00'))).toEqual([{ from: Date.parse('2026-10-24T23:00Z'), to: Date.parse('2026-10-25T00:30Z') }]);
    // Samoa went from the 29th to the 31st of December 2011.
    const samoa = createWorkingClock({ ...ALWAYS, timeZone: 'Pacific/Apia', week: Array.from({ length: 7 }, () => [{ from: '08:00', to: '10:00' }]) });
    expect(samoa.between(at('2011-12-29T00:00', 'Pacific/Apia'), at('2012-01-01T00:00', 'Pacific/Apia'))).toBe(4 * HOUR);
    const always = createWorkingClock({ ...ALWAYS, timeZone: 'Europe/Berlin' });
    expect(always.between(at('2026-03-01T00:00'), at('2026-11-01T00:00'))).toBe(at('2026-11-01T00:00') - at('2026-03-01T00:00'));
  });

  test('equals a count of minutes, in any zone, across any change of clocks', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Auckland', 'UTC'];
    // No period begins or ends within the hour that is lived through twice: there the wall clock alone does not say which is meant.
    const time = fc.oneof(fc.constant(0), fc.integer({ min: 16, max: 96 })).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
    const periods = fc.uniqueArray(time, { minLength: 0, maxLength: 4 }).map((times) => {
      const sorted = times.sort();
      return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({ from: sorted[2 * index] as string, to: sorted[2 * index + 1] as string }));
    });
    const start = fc.constantFrom('2026-03-28', '2026-10-24', '2026-04-04', '2026-10-03', '2026-11-01', '2026-03-08');
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(periods, { minLength: 7, maxLength: 7 }), start, fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 6_000 }), fc.subarray(['2026-03-29', '2026-10-25', '2026-04-05']), (timeZone, week, day, offset, length, holidays) => {
        const clock = createWorkingClock({ timeZone, week, holidays });
        const from = Date.parse(day) + offset * MINUTE;
        let minutes = 0;
        for (let minute = 0; minute < length; minute++) {
          const local = DateTime.fromMillis(from + minute * MINUTE, { zone: timeZone });
          const text = local.toFormat('HH:mm');
          if (!holidays.includes(local.toFormat('yyyy-MM-dd')) && week[local.weekday - 1]?.some((one) => text >= one.from && text < one.to)) minutes++;
        }
        const counted = clock.between(from, from + length * MINUTE);
        expect(counted).toBe(minutes * MINUTE);
        if (counted > 0) {
          const end = clock.after(from, counted);
          expect(clock.between(from, end)).toBe(counted);
          expect(end).toBeLessThanOrEqual(from + length * MINUTE);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('a calendar from outside', () => {
  const refusal = (change: Partial<WorkingCalendar>) => () => readWorkingCalendar({ ...berlin, ...change });
  test.each([
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, /IANA/],
    ['no working time', { week: Array.from({ length: 7 }, () => []) }, /no working time/],
    ['a period that ends before it begins', { week: [[{ from: '22:00', to: '06:00' }], [], [], [], [], [], []] }, /night shift/],
    ['periods that overlap', { week: [[{ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }], [], [], [], [], [], []] }, /overlap/],
    ['six weekdays', { week: berlin.week.slice(1) }, /week/],
    ['a time that is none', { week: [[{ from: '9', to: '25:00' }], [], [], [], [], [], []] }, /09:00/],
  ] as const)('%s is refused', (_what, change, message) => {
    expect(refusal(change as Partial<WorkingCalendar>)).toThrow(message);
  });
  test('a good one is taken', () => {
    expect(readWorkingCalendar(berlin)).toEqual(berlin);
  });
});
