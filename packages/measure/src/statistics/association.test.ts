import * as fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { contrast } from './contrast.ts';
import { cramersV } from './cramers-v.ts';
import { noncentralityInterval } from './noncentral-chi-square.ts';

describe("bias-corrected Cramér's V", () => {
  test('30, 10 / 10, 30', () => {
    // χ² = 4·10²/20 = 20, φ² = 0.25; less 1/79 it is 0.237342; r̃ = 2 − 1/79, so V = √(0.237342/0.987342).
    // λ from (√20 − 1.96)² = 6.311 to (√20 + 1.96)² = 41.372, since with one degree of freedom √χ² is normal.
    const found = cramersV([[30, 10], [10, 30]]);
    expect(found).toEqual({ value: expect.closeTo(0.49029, 5), low: expect.closeTo(0.2827, 2), high: expect.closeTo(0.7237, 2), p: expect.closeTo(7.744e-6, 9) });
  });

  test('60, 20, 20 / 20, 20, 60', () => {
    // Expected 40, 20, 40: χ² = 4·20²/40 = 40 with 2 degrees of freedom; φ² = 0.2 − 2/199; min(r̃, c̃) − 1 = 1 − 1/199.
    // Beyond x, χ² with two degrees of freedom has e^(−x/2).
    expect(cramersV([[60, 20, 20], [20, 20, 60]])).toMatchObject({ value: expect.closeTo(Math.sqrt((0.2 - 2 / 199) / (1 - 1 / 199)), 10), p: expect.closeTo(Math.exp(-20), 12) });
  });

  test('nothing, and everything', () => {
    expect(cramersV([[20, 20], [40, 40]])).toMatchObject({ value: 0, low: 0, p: 1 });
    expect(cramersV([[50, 0], [0, 50]])).toMatchObject({ value: expect.closeTo(1, 10), high: 1, p: expect.closeTo(0, 10) });
  });

  test('rows and columns of zeros do not count; what is left must be a table', () => {
    expect(cramersV([[30, 0, 10], [0, 0, 0], [10, 0, 30]])).toEqual(cramersV([[30, 10], [10, 30]]));
    for (const table of [[], [[]], [[5, 5]], [[5, 0], [7, 0]], [[1, 0], [0, 1]]]) expect(cramersV(table)).toBeNull();
  });

  test('many groups in which there is nothing look no stronger than two', () => {
    // 200 tables of 40 groups with 30 answers each, drawn alike: the plain V would be about √(78/1200/2) = 0.18.
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const drawn = (): number[] => {
      const answers = Array.from({ length: 30 }, random);
      const below = (x: number): number => answers.filter((answer) => answer < x).length;
      return [below(0.5), below(0.8) - below(0.5), 30 - below(0.8)];
    };
    const tables = Array.from({ length: 200 }, () => Array.from({ length: 40 }, drawn));
    const found = tables.map((table) => cramersV(table) ?? { value: 1, p: 0 });
    expect(found.reduce((sum, { value }) => sum + value, 0) / 200).toBeLessThan(0.05);
    // And about 1 in 20 of them is below 0.05, 10 ± 2·3.1.
    expect(found.filter(({ p }) => p < 0.05).length).toBeGreaterThan(2);
    expect(found.filter(({ p }) => p < 0.05).length).toBeLessThan(18);
  });

  test('the interval holds the value', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200)), { minLength: 2, maxLength: 12 }), (table) => {
        const found = cramersV(table);
        if (!found) return;
        expect(found.low).toBeLessThanOrEqual(found.value);
        expect(found.value).toBeLessThanOrEqual(found.high);
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('interval of noncentrality', () => {
  /** P(χ′² ≤ x): chi-square distributions mixed by a Poisson distribution of half the noncentrality. */
  function exact(x: number, { freedom, noncentrality }: { freedom: number; noncentrality: number }): number {
    let weight = Math.exp(-noncentrality / 2);
    let sum = 0;
    for (let j = 0; j < 600; j++) {
      sum += weight * jstat.chisquare.cdf(x, freedom + 2 * j);
      weight *= noncentrality / 2 / (j + 1);
    }
    return sum;
  }

  test.each([[11, 1], [22, 1], [20, 2], [30, 4], [60, 10], [120, 50], [600, 398]])('χ² = %i with %i degrees of freedom: 2.5 %% beyond each end', (chiSquare, freedom) => {
    const { low, high } = noncentralityInterval(chiSquare, { freedom });
    expect(exact(chiSquare, { freedom, noncentrality: low })).toBeCloseTo(0.975, 2);
    expect(exact(chiSquare, { freedom, noncentrality: high })).toBeCloseTo(0.025, 2);
  });

  test('begins at 0 for a statistic that is no surprise', () => {
    expect(noncentralityInterval(3, { freedom: 2 })).toMatchObject({ low: 0 });
    expect(noncentralityInterval(0, { freedom: 2 })).toEqual({ low: 0, high: 0 });
  });
});

/** Numbers that are right to ten digits. */
const closely = (values: readonly number[]): unknown[] => values.map((value): unknown => expect.closeTo(value, 10));

describe('Benjamini and Hochberg', () => {
  test('their example of 1995: four of fifteen, where Bonferroni would find three', () => {
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
    const adjusted = benjaminiHochberg(p);
    // p·15/i; the fifth, 0.0201·3 = 0.0603, is above 0.05.
    expect(adjusted.slice(0, 5)).toEqual(closely([0.0015, 0.003, 0.0095, 0.035625, 0.0603]));
    expect(adjusted.filter((value) => value <= 0.05)).toHaveLength(4);
    expect(adjusted.at(-1)).toBe(1);
  });

  test('in the order given; the next larger one where that is smaller', () => {
    // Sorted 0.005, 0.01, 0.03, 0.04 times 4/1, 4/2, 4/3, 1: 0.02, 0.02, 0.04, 0.04.
    expect(benjaminiHochberg([0.04, 0.005, 0.03, 0.01])).toEqual(closely([0.04, 0.02, 0.04, 0.02]));
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('the difference of two groups', () => {
  const sampled = (value: number, standardError: number) => ({ value, low: 0, high: 0, standardError });

  test('5 ± 0.3 against 4 ± 0.4: 1 ± 1.96·0.5, two standard errors', () => {
    expect(contrast({ one: sampled(5, 0.3), other: sampled(4, 0.4) }, { span: 6 })).toEqual({ value: 1, low: expect.closeTo(0.02, 10), high: expect.closeTo(1.98, 10), p: expect.closeTo(0.0455, 4) });
  });

  test('an error of 0 is no certainty, and no difference is none', () => {
    expect(contrast({ one: sampled(5, 0), other: sampled(4, 0) }, { span: 6 }).p).toBe(1);
    expect(contrast({ one: sampled(4, 1), other: sampled(4, 1) }, { span: 6 })).toMatchObject({ value: 0, p: expect.closeTo(1, 10) });
  });
});
