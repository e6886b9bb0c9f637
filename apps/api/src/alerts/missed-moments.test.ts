import { expect, test } from 'vitest';
import { missedMoments } from './missed-moments.ts';

const timeZone = 'Europe/Berlin';
const at = (iso: string): number => Date.parse(iso);

test('the ends of days that passed since somebody last looked, in the organisation’s zone', () => {
  // Clocks went back on 25 October: midnight is at 22:00 UTC before, and at 23:00 after.
  const missed = missedMoments(at('2026-10-23T12:00Z'), { now: at('2026-10-26T09:00Z'), timeZone });
  expect(missed.map((moment) => new Date(moment).toISOString())).toEqual(['2026-10-23T21:59:59.999Z', '2026-10-24T21:59:59.999Z', '2026-10-25T22:59:59.999Z']);
});

test('none within a day, and no more than of a fortnight', () => {
  expect(missedMoments(at('2026-10-25T12:00Z'), { now: at('2026-10-26T11:59Z'), timeZone })).toEqual([]);
  expect(missedMoments(at('2020-01-01T00:00Z'), { now: at('2026-10-26T11:59Z'), timeZone })).toHaveLength(14);
});
