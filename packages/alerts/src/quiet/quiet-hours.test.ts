import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { WEEKDAYS, type QuietHours, type Weekday } from '../rule/rule.ts';
import { quietUntil } from './quiet-hours.ts';

const MINUTE = 60_000;
const at = (iso: string): number => Date.parse(iso);
const iso = (moment: number): string => new Date(moment).toISOString().replace(':00.000Z', 'Z');
const NIGHT: QuietHours = { from: '22:00', to: '07:00', days: [...WEEKDAYS] };

describe('quiet hours', () => {
  // Berlin is an hour ahead of UTC in winter and two in summer.
  test.each([
    ['before they begin', '2026-11-09T20:59Z', '2026-11-09T20:59Z'],
    ['as they begin', '2026-11-09T21:00Z', '2026-11-10T06:00Z'],
    ['after midnight', '2026-11-10T03:30Z', '2026-11-10T06:00Z'],
    ['as they end', '2026-11-10T06:00Z', '2026-11-10T06:00Z'],
    // Clocks go from 2:00 to 3:00 on 29 March and from 3:00 to 2:00 on 25 October.
    ['in the night that is an hour shorter', '2026-03-28T23:00Z', '2026-03-29T05:00Z'],
    ['in the night that is an hour longer', '2026-10-24T23:00Z', '2026-10-25T06:00Z'],
  ])('%s', (_when, now, until) => {
    expect(iso(quietUntil(at(now), { hours: [NIGHT], timeZone: 'Europe/Berlin' }))).toBe(until);
  });

  it('that end in an hour that comes twice last until it has come twice', () => {
    // 2:30 in Berlin is at 0:30 and at 1:30 UTC; at 1:10 clocks show 2:10 for the second time.
    const hours = [{ ...NIGHT, to: '02:30' }];
    expect(iso(quietUntil(at('2026-10-25T00:10Z'), { hours, timeZone: 'Europe/Berlin' }))).toBe('2026-10-25T00:30Z');
    expect(iso(quietUntil(at('2026-10-25T01:10Z'), { hours, timeZone: 'Europe/Berlin' }))).toBe('2026-10-25T01:30Z');
  });

  it('that end in an hour that is skipped end when it would have begun', () => {
    expect(iso(quietUntil(at('2026-03-29T00:30Z'), { hours: [{ ...NIGHT, to: '02:30' }], timeZone: 'Europe/Berlin' }))).toBe('2026-03-29T01:00Z');
  });

  it('of nights and of a weekend are one', () => {
    const hours: QuietHours[] = [NIGHT, { from: '00:00', to: '24:00', days: ['sat', 'sun'] }];
    // From Friday night to Monday morning.
    expect(iso(quietUntil(at('2026-11-13T22:00Z'), { hours, timeZone: 'UTC' }))).toBe('2026-11-16T07:00Z');
    expect(iso(quietUntil(at('2026-11-14T12:00Z'), { hours, timeZone: 'UTC' }))).toBe('2026-11-16T07:00Z');
  });

  it('that never end are over after eight days', () => {
    const always: QuietHours[] = [{ from: '00:00', to: '00:00', days: [...WEEKDAYS] }];
    const now = at('2026-11-13T22:00Z');
    expect(quietUntil(now, { hours: always, timeZone: 'UTC' }) - now).toBe((8 * 1_440 + 1) * MINUTE);
  });

  it('hold what clocks in the zone show, whatever their zone does', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const hours = fc.array(fc.record({ from: time, to: time, days: fc.subarray([...WEEKDAYS], { minLength: 1, maxLength: 5 }) }), { minLength: 1, maxLength: 2 });
    // Around the changes of Berlin, St John's, Lord Howe (half an hour) and of a zone without any.
    const moment = fc.tuple(fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'), fc.integer({ min: -2_880, max: 2_880 })).map(([day, minutes]) => Date.parse(`${day}T00:00Z`) + minutes * MINUTE);
    fc.assert(
      fc.property(hours, moment, fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Ho_Chi_Minh'), (given, now, timeZone) => {
        const until = quietUntil(now, { hours: given, timeZone });
        // Independently, by what Intl says that clocks show.
        const clock = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
        const isQuiet = (instant: number): boolean => {
          const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
          const day = (parts['weekday'] ?? '').toLowerCase() as Weekday;
          const shown = `${parts['hour']}:${parts['minute']}`;
          const yesterday = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] as Weekday;
          return given.some(({ from, to, days }) => (days.includes(day) && shown >= from && (to <= from || shown < to)) || (to <= from && days.includes(yesterday) && shown < to));
        };
        expect(isQuiet(until) && until - now < 8 * 1_440 * MINUTE).toBe(false);
        expect(until === now).toBe(!isQuiet(now));
        for (let passing = now; passing < until; passing += 7 * MINUTE) expect(isQuiet(passing)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
