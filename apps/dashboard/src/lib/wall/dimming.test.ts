import { describe, expect, it } from 'vitest';
import { isDimmed, lightAt } from './dimming.ts';

const night = { from: '22:00', to: '06:30', level: 25 };
const at = (moment: string, timeZone: string, dimming = night) => lightAt(Date.parse(moment), { dimming, timeZone });

describe('the light of a wall', () => {
  it('is dimmed over midnight, from the first minute to before the last', () => {
    expect(at('2026-11-23T21:59:59Z', 'UTC')).toBe(1);
    expect(at('2026-11-23T22:00:00Z', 'UTC')).toBe(0.25);
    expect(at('2026-11-24T00:00:00Z', 'UTC')).toBe(0.25);
    expect(at('2026-11-24T06:29:59Z', 'UTC')).toBe(0.25);
    expect(at('2026-11-24T06:30:00Z', 'UTC')).toBe(1);
  });
  it('goes by the zone of the organisation', () => {
    // 21:00 in London is 22:00 in Warsaw.
    expect(at('2026-11-23T21:00:00Z', 'Europe/London')).toBe(1);
    expect(at('2026-11-23T21:00:00Z', 'Europe/Warsaw')).toBe(0.25);
  });
  it('follows the clock when it is put forward and back', () => {
    // Warsaw goes from 02:00 to 03:00 on 29 March 2026: 06:30 there is then 04:30 UTC, an hour earlier than the day before.
    expect(at('2026-03-28T05:00:00Z', 'Europe/Warsaw')).toBe(0.25);
    expect(at('2026-03-29T05:00:00Z', 'Europe/Warsaw')).toBe(1);
    // From 02:00 to 02:30 is within hours that do not exist that night, and exist twice on 25 October.
    const short = { from: '02:00', to: '02:30', level: 50 };
    expect(at('2026-03-29T01:10:00Z', 'Europe/Warsaw', short)).toBe(1);
    expect(at('2026-10-25T00:10:00Z', 'Europe/Warsaw', short)).toBe(0.5);
    expect(at('2026-10-25T01:10:00Z', 'Europe/Warsaw', short)).toBe(0.5);
    expect(at('2026-10-25T01:40:00Z', 'Europe/Warsaw', short)).toBe(1);
  });
  it('stays as it is where no hours are set, and where they begin when they end', () => {
    expect(lightAt(0, { dimming: null, timeZone: 'UTC' })).toBe(1);
    expect(isDimmed(Date.parse('2026-01-01T08:00:00Z'), { dimming: { from: '08:00', to: '08:00', level: 10 }, timeZone: 'UTC' })).toBe(false);
  });
});
