import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDuration, writeDuration } from './duration.ts';

describe('a length of time', () => {
  test.each([
    ['4h', 'working', 14_400_000],
    ['16h 30m', 'working', 59_400_000],
    ['90s', 'working', 90_000],
    ['250ms', 'calendar', 250],
    ['1d 4h 30m', 'calendar', 102_600_000],
    ['1d4h', 'calendar', 100_800_000],
    [' 2d   1s ', 'calendar', 172_801_000],
    ['0m', 'working', 0],
  ] as const)('%s on the clock %s', (text, clock, milliseconds) => {
    expect(readDuration(text, { clock })).toBe(milliseconds);
  });

  test.each(['', '4', 'h', '4 h', '4H', '-4h', '4.5h', '30m 4h', '4h 4h', '1w', '4h x', '9999999999h', '٤h', '4hours'])('that is none is refused: "%s"', (text) => {
    expect(readDuration(text, { clock: 'calendar' })).toEqual({ problem: 'must be a length of time such as 30m, 4h or 2d 4h' });
  });

  test('in days has no meaning on the working clock', () => {
    expect(readDuration('2d', { clock: 'working' })).toEqual({ problem: 'must be in hours on the working clock, where days differ in length: 16h for two days of eight hours; or use the clock calendar' });
  });

  test('is written as it is read, exactly', () => {
    expect(writeDuration(102_600_000, { clock: 'calendar' })).toBe('1d 4h 30m');
    expect(writeDuration(102_600_000, { clock: 'working' })).toBe('28h 30m');
    expect(writeDuration(90_061_001, { clock: 'calendar' })).toBe('1d 1h 1m 1s 1ms');
    fc.assert(
      fc.property(fc.nat({ max: 365 * 86_400_000 }), fc.constantFrom('working' as const, 'calendar' as const), (milliseconds, clock) => {
        expect(readDuration(writeDuration(milliseconds, { clock }), { clock })).toBe(milliseconds);
      }),
      { numRuns: 300, seed: 20_260_101 },
    );
  });
});
