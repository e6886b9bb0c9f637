import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../discover/random.ts';
import { upperTail } from './binomial.ts';
import { findSpikes, type ThemeBucket } from './find-spikes.ts';

const bucket = (comments: number, themes: Record<string, number>): ThemeBucket => ({ comments, themes: new Map(Object.entries(themes)) });

describe('the binomial upper tail', () => {
  test('is that of the tables', () => {
    expect(upperTail({ hits: 8, n: 10, share: 0.5 })).toBeCloseTo(56 / 1024, 12);
    expect(upperTail({ hits: 9, n: 15, share: 0.25 })).toBeCloseTo(0.004193, 6);
    expect(upperTail({ hits: 0, n: 5, share: 0.3 })).toBe(1);
    expect(upperTail({ hits: 6, n: 5, share: 0.3 })).toBe(0);
  });

  test('of all hits is the share to that power, of one hit the rest of none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, share) => {
        expect(upperTail({ hits: n, n, share })).toBeCloseTo(share ** n, 10);
        expect(upperTail({ hits: 1, n, share })).toBeCloseTo(1 - (1 - share) ** n, 8);
      }),
    );
  });
});

describe('spikes of known themes', () => {
  const usual = bucket(1_000, { delivery: 50, app: 100 });

  test('a theme that doubles is found with what was expected, one that stays is not', () => {
    const [spike, ...others] = findSpikes(bucket(1_000, { delivery: 100, app: 102 }), { earlier: [usual, usual, usual, usual] });
    expect(others).toEqual([]);
    expect(spike).toMatchObject({ theme: 'delivery', count: 100, expected: 50, share: 0.1, shareBefore: 0.05, growth: 2 });
    // By hand: pooled share 300/5000 = 0.06, error √(0.06·0.94·(1/1000 + 1/4000)) = 0.008396, z = 0.05/0.008396 = 5.9550: p 1.3e-9;
    // the exact test of 100 of 1,000 at 0.05 has 5.6e-11, so the normal one stands.
    expect(spike?.p).toBeGreaterThan(1.2e-9);
    expect(spike?.p).toBeLessThan(1.4e-9);
    expect(spike?.adjusted).toBeCloseTo((spike?.p ?? 0) * 2, 14);
  });

  test('more comments of everything are no spike', () => {
    expect(findSpikes(bucket(4_000, { delivery: 200, app: 400 }), { earlier: [usual, usual, usual, usual] })).toEqual([]);
  });

  test('a theme whose weeks always vary needs more than one that is steady', () => {
    const others = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`other${index}`, 50]));
    const now = bucket(1_000, { restless: 90, steady: 90, ...others });
    const weeks = [20, 80, 25, 75].map((restless) => bucket(1_000, { restless, steady: 50, ...others }));
    expect(findSpikes(now, { earlier: weeks }).map(({ theme }) => theme)).toEqual(['steady']);
  });

  test('within the hour: twelve where one is usual are found, nine are too few to tell', () => {
    const hours = Array.from({ length: 8 }, () => bucket(40, { outage: 1 }));
    expect(findSpikes(bucket(52, { outage: 12 }), { earlier: hours })).toMatchObject([{ theme: 'outage', count: 12 }]);
    expect(findSpikes(bucket(49, { outage: 9 }), { earlier: hours })).toEqual([]);
  });

  test('a theme that was never mentioned has no growth, and is found', () => {
    const [spike] = findSpikes(bucket(1_000, { outage: 30 }), { earlier: [usual, usual, usual] });
    expect(spike).toMatchObject({ theme: 'outage', expected: 0, growth: null });
  });

  test('fewer than three earlier weeks, and weeks without comments, tell nothing', () => {
    const now = bucket(1_000, { delivery: 500 });
    expect(findSpikes(now, { earlier: [usual, usual] })).toEqual([]);
    expect(findSpikes(now, { earlier: [usual, usual, bucket(0, {}), bucket(0, {})] })).toEqual([]);
    expect(findSpikes(bucket(0, {}), { earlier: [usual, usual, usual] })).toEqual([]);
    expect(findSpikes(bucket(50, { all: 50 }), { earlier: [bucket(50, { all: 50 }), bucket(50, { all: 50 }), bucket(50, { all: 50 })] })).toEqual([]);
  });

  /** Counts of themes as chance makes them; with `restless`, each theme's share moves from week to week as well. */
  function quietRun(random: () => number, { restless }: { restless: number }): ThemeBucket[] {
    const shares = Array.from({ length: 40 }, (_, index) => 0.004 + 0.03 * (index / 40) ** 2);
    return Array.from({ length: 9 }, () => {
      const themes = new Map<string, number>();
      for (const [index, usualShare] of shares.entries()) {
        const share = usualShare * Math.exp(restless * (random() + random() + random() + random() - 2) * Math.sqrt(3));
        let count = 0;
        for (let comment = 0; comment < 800; comment++) if (random() < share) count += 1;
        themes.set(`theme${index}`, count);
      }
      return { comments: 800, themes };
    });
  }

  test.each([
    { restless: 0, falseDiscovery: 0.05, most: 5 },
    { restless: 0, falseDiscovery: 0.01, most: 1 },
    { restless: 0.2, falseDiscovery: 0.01, most: 5 },
  ])('quiet data give at most the false alerts that are promised: %j, of 100', ({ restless, falseDiscovery, most }) => {
    const random = seeded(11);
    let alerts = 0;
    for (let run = 0; run < 100; run++) {
      const [now, ...earlier] = quietRun(random, { restless });
      if (now && findSpikes(now, { earlier, falseDiscovery }).length > 0) alerts += 1;
    }
    expect(alerts).toBeLessThanOrEqual(most);
  });
});
