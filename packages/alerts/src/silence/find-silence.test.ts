import { describe, expect, it, test } from 'vitest';
import { BIN_MS, findSilence, HISTORY_MS } from './find-silence.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2026, 5, 1);

/** Random numbers from 0 to 1 that are the same in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many arrivals an hour a source usually has. */
type Rate = (moment: number) => number;
const isWeekend = (moment: number): boolean => [0, 6].includes(new Date(moment).getUTCDay());
const hourOf = (moment: number): number => new Date(moment).getUTCHours();
const office = (perHour: number): Rate => (moment) => (isWeekend(moment) || hourOf(moment) < 8 || hourOf(moment) >= 18 ? 0 : perHour);
const shop = (perHour: number): Rate => (moment) => perHour * (hourOf(moment) < 7 ? 0.05 : 1) * (isWeekend(moment) ? 0.4 : 1);

/** Arrivals at random (a Poisson process of this rate) over so many days, as begins of five minutes. */
function arrivalsOf(rate: Rate, { days, seed, burst = 1 }: { days: number; seed: number; burst?: number }): number[] {
  const random = randomFrom(seed);
  const found: number[] = [];
  let strength = 1;
  for (let at = START; at < START + days * DAY; at += BIN_MS) {
    // Busy and calm hours, of which nobody knows why.
    if ((at - START) % HOUR === 0) strength = burst === 1 ? 1 : random() < 0.5 ? burst : 2 - burst;
    if (random() < 1 - Math.exp(-rate(at) * strength * (BIN_MS / HOUR))) found.push(at);
  }
  return found;
}

/** In how many of its pauses a source would have been called silent, each by the 60 days before it. */
function falseAlarms(arrivals: readonly number[], from: number): number {
  return arrivals.filter((at, index) => {
    const next = arrivals[index + 1];
    if (next === undefined || at < from || next - at < 30 * 60_000) return false;
    return findSilence(arrivals.slice(0, index + 1).filter((moment) => moment >= at - HISTORY_MS), { now: next, timeZone: 'UTC' })?.silent === true;
  }).length;
}

describe('a source', () => {
  test.each([
    ['an office, busy', office(12), 1, 3],
    ['an office, a few a day', office(0.6), 1, 6],
    ['a shop, busy', shop(3), 1, 1],
    ['a shop, some a day', shop(0.5), 1, 4],
    ['a shop, in bursts', shop(1), 1.8, 2],
  ] as const)('of %s is hardly ever called silent without reason', (_name, rate, burst, sources) => {
    // Each over sixty days: the rule aims at one alarm of fifty such sources, and by chance there may be one among these.
    let alarms = 0;
    for (let seed = 1; seed <= sources; seed++) alarms += falseAlarms(arrivalsOf(rate, { days: 120, seed, burst }), START + 60 * DAY);
    expect(alarms).toBeLessThanOrEqual(1);
  });

  it('of an office is not called silent over a weekend, and on Monday morning it is', () => {
    const arrivals = arrivalsOf(office(12), { days: 61, seed: 7 });
    // The last Friday, 31 July 2026, before six in the evening.
    const friday = arrivals.filter((at) => at < Date.UTC(2026, 6, 31, 18));
    const asOf = (now: number) => findSilence(friday, { now, timeZone: 'UTC' });
    expect(asOf(Date.UTC(2026, 7, 3, 8))).toMatchObject({ silent: false });
    const monday = asOf(Date.UTC(2026, 7, 3, 11));
    expect(monday?.silent).toBe(true);
    // Three hours of an office in which some 7.6 of twelve stretches of five minutes have something.
    expect(monday?.expected).toBeGreaterThan(18);
    expect(monday?.expected).toBeLessThan(27);
  });

  it('that comes every night like clockwork is missed soon', () => {
    const nightly = Array.from({ length: 60 }, (_, day) => START + day * DAY + 2 * HOUR);
    const last = nightly.at(-1) ?? 0;
    expect(findSilence(nightly, { now: last + DAY + 10 * 60_000, timeZone: 'UTC' })).toMatchObject({ silent: false, usualMs: DAY });
    expect(findSilence(nightly, { now: last + 2 * DAY, timeZone: 'UTC' })).toMatchObject({ silent: true });
  });

  it('is judged by its own hours across a change of the clocks', () => {
    // Every day at nine in Berlin, which is 8:00 UTC in winter and 7:00 in summer.
    const daily = Array.from({ length: 40 }, (_, day) => {
      const date = Date.UTC(2026, 2, 1) + day * DAY;
      return date + (date >= Date.UTC(2026, 2, 29) ? 7 : 8) * HOUR;
    });
    for (let day = 20; day < 40; day++) expect(findSilence(daily.slice(0, day), { now: daily[day] ?? 0, timeZone: 'Europe/Berlin' })?.silent).toBe(false);
  });

  it('is not judged by what happened seldom or lately', () => {
    expect(findSilence([], { now: START, timeZone: 'UTC' })).toBeUndefined();
    expect(findSilence([START, START + 20 * DAY], { now: START + 59 * DAY, timeZone: 'UTC' })).toBeUndefined();
    expect(findSilence(arrivalsOf(shop(6), { days: 13, seed: 1 }), { now: START + 20 * DAY, timeZone: 'UTC' })).toBeUndefined();
  });

  it('that was silent twice before is called silent again', () => {
    const arrivals = arrivalsOf(shop(6), { days: 58, seed: 3 }).filter((at) => ![20, 21, 22, 40, 41].includes(Math.floor((at - START) / DAY)));
    expect(findSilence(arrivals, { now: (arrivals.at(-1) ?? 0) + 10 * HOUR, timeZone: 'UTC' })).toMatchObject({ silent: true });
  });
});
