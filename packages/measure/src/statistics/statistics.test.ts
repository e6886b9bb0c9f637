import { wilson } from '@heed/domain';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustedWaldNps, compare, garwood, NO_END, studentMean, studentQuantile } from '../index.ts';

describe('adjusted Wald interval of the net promoter score', () => {
  test.each([
    // 50 promoters, 33 passives, 17 detractors: P' 50.75, D' 17.75, N' 103 → 32.04 ± 14.48.
    [{ promoters: 50, detractors: 17, n: 100 }, 33, 17.6, 46.5],
    // 500, 330, 170: 33.0 ± 4.6.
    [{ promoters: 500, detractors: 170, n: 1000 }, 33, 28.3, 37.5],
    // 6 of 6 promoters: 100, but low about 25.9.
    [{ promoters: 6, detractors: 0, n: 6 }, 100, 25.9, 100],
    [{ promoters: 0, detractors: 6, n: 6 }, -100, -100, -25.9],
    // One passive: P' = D' = 0.75, N' = 4 → 0 ± 1.96·√(0.375/4)·100 = ± 60.01.
    [{ promoters: 0, detractors: 0, n: 1 }, 0, -60, 60],
  ])('%o', (counts, value, low, high) => {
    const sampled = adjustedWaldNps(counts);
    expect(sampled?.value).toBeCloseTo(value, 10);
    expect(sampled?.low).toBeCloseTo(low, 1);
    expect(sampled?.high).toBeCloseTo(high, 1);
  });

  test('half of the width at 500, 330 and 170 is 4.6', () => {
    const sampled = adjustedWaldNps({ promoters: 500, detractors: 170, n: 1000 });
    expect(((sampled?.high ?? 0) - (sampled?.low ?? 0)) / 2).toBeCloseTo(4.6, 1);
  });

  test('nobody answered', () => expect(adjustedWaldNps({ promoters: 0, detractors: 0, n: 0 })).toBeNull());

  test('stays within −100 to 100 and is never without error', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(50), (promoters, passives, detractors) => {
        const sampled = adjustedWaldNps({ promoters, detractors, n: promoters + passives + detractors });
        if (!sampled) return promoters + passives + detractors === 0;
        return sampled.low >= -100 && sampled.high <= 100 && sampled.low < sampled.high && sampled.standardError > 0;
      }),
    );
  });
});

describe('Wilson interval of a share', () => {
  test('8 of 10: 0.490 to 0.943', () => {
    const sampled = wilson({ hits: 8, n: 10 });
    expect(sampled?.value).toBe(0.8);
    expect(sampled?.low).toBeCloseTo(0.49, 3);
    expect(sampled?.high).toBeCloseTo(0.943, 3);
  });

  test('none and all of 10 end at exactly 0 and 1', () => {
    // z²/(n + z²) = 3.8416 / 13.8416
    expect(wilson({ hits: 0, n: 10 })).toMatchObject({ value: 0, low: 0, high: expect.closeTo(0.2775, 4) });
    expect(wilson({ hits: 10, n: 10 })).toMatchObject({ value: 1, low: expect.closeTo(0.7225, 4), high: 1 });
  });

  test('the standard error is that of the adjusted share, (8 + 1.9208) / 13.8416', () => {
    expect(wilson({ hits: 8, n: 10 })?.standardError).toBeCloseTo(Math.sqrt((0.716738 * 0.283262) / 13.8416), 6);
  });

  test('nobody answered', () => expect(wilson({ hits: 0, n: 0 })).toBeNull());
});

describe('exact Poisson interval of a count', () => {
  // Garwood (1936), table of the limits of a Poisson mean at 95 %.
  test.each([
    [0, 0, 3.689],
    [1, 0.025, 5.572],
    [2, 0.242, 7.225],
    [5, 1.623, 11.668],
    [10, 4.795, 18.39],
    [100, 81.364, 121.627],
  ])('%i: %d to %d', (count, low, high) => {
    expect(garwood(count)).toMatchObject({ value: count, low: expect.closeTo(low, 3), high: expect.closeTo(high, 3) });
  });

  test('large counts come near n ± 1.96·√n, and the change of method at 10,000 leaves no step', () => {
    expect(garwood(1e8)).toMatchObject({ low: expect.closeTo(1e8 - 19_600 + 1.3, -1), high: expect.closeTo(1e8 + 19_600 + 2.3, -1) });
    const [before, after] = [garwood(10_000), garwood(10_001)];
    expect(after.low - before.low).toBeCloseTo(0.99, 2);
    expect(after.high - before.high).toBeCloseTo(1.01, 2);
  });

  test('a change is news where the exact test of two Poisson counts says so', () => {
    const verdict = (now: number, before: number) => compare({ current: { n: now, sampled: garwood(now) }, previous: { n: before, sampled: garwood(before) } }, { minimumSample: 0, span: NO_END }).verdict;
    // Of a + b events, each falls into either period with ½: p is twice the tail of the binomial distribution; the mid-p
    // counts the outcome itself by half.
    const exact = (a: number, b: number): { p: number; midP: number } => {
      const n = a + b;
      let [tail, term] = [0, 0.5 ** n];
      for (let k = 0; k < Math.min(a, b); k++) {
        tail += term;
        term *= (n - k) / (k + 1);
      }
      return { p: 2 * (tail + term), midP: 2 * tail + term };
    };
    expect(exact(4, 0).p).toBe(0.125);
    for (let a = 0; a <= 100; a++) {
      for (let b = 0; b <= 100; b++) {
        const { p, midP } = exact(a, b);
        if (p < 0.05) expect(verdict(a, b)).toBe(a > b ? 'up' : 'down');
        if (midP > 0.05) expect(verdict(a, b)).toBe('no_clear_change');
      }
    }
  });

  test('two large counts: z = (a − b)/√(a + b)', () => {
    const change = compare({ current: { n: 10_300, sampled: garwood(10_300) }, previous: { n: 10_000, sampled: garwood(10_000) } }, { minimumSample: 0, span: NO_END });
    // 300/√20,302 = 2.106
    expect(change).toEqual({ value: 300, low: expect.closeTo(300 - 1.96 * Math.sqrt(20_301.92), 2), high: expect.closeTo(300 + 1.96 * Math.sqrt(20_301.92), 2), verdict: 'up' });
  });
});

describe('t interval of a mean', () => {
  // Tables of Student's t distribution, two-sided 95 %.
  test.each([[1, 12.7062], [2, 4.3027], [4, 2.7764], [9, 2.2622], [29, 2.0452], [120, 1.9799], [1_000_000, 1.96]])('quantile with %i degrees of freedom', (freedom, quantile) => {
    expect(studentQuantile(freedom)).toBeCloseTo(quantile, 4);
  });

  const scale = { min: 1, max: 7 };
  const of = (...answers: number[]) => studentMean({ sum: answers.reduce((a, b) => a + b, 0), sumOfSquares: answers.reduce((a, b) => a + b * b, 0), n: answers.length }, scale);

  test('3, 4, 5, 4, 4: s² = 0.5, so 4 ± 2.7764·√0.1', () => {
    expect(of(3, 4, 5, 4, 4)).toEqual({ value: 4, low: expect.closeTo(3.122, 3), high: expect.closeTo(4.878, 3), standardError: expect.closeTo(0.3162, 4) });
  });

  test('5, 6, 7, 4, 6: 5.6 ± 1.416 ends at the end of the scale', () => {
    expect(of(5, 6, 7, 4, 6)).toMatchObject({ value: 5.6, low: expect.closeTo(4.184, 3), high: 7 });
  });

  test('one answer says nothing of the spread: the whole scale', () => {
    expect(of(6)).toEqual({ value: 6, low: 1, high: 7, standardError: 3 });
  });

  test('answers that agree still have the error of whole numbers, s² = 1/12', () => {
    // ± 2.7764·√(1/60)
    expect(of(4, 4, 4, 4, 4)).toMatchObject({ value: 4, low: expect.closeTo(3.6416, 4), high: expect.closeTo(4.3584, 4) });
    expect(of(7, 7, 7, 7, 7)).toMatchObject({ value: 7, high: 7 });
  });

  test('a hundred million answers', () => {
    const n = 1e8;
    expect(studentMean({ sum: 5 * n, sumOfSquares: 26 * n, n }, scale)).toMatchObject({ value: 5, low: expect.closeTo(4.9998, 4), high: expect.closeTo(5.0002, 4) });
  });

  test('nobody answered', () => expect(of()).toBeNull());
});

describe('the change between two periods', () => {
  const npsSide = (promoters: number, detractors: number, n: number) => ({ n, sampled: adjustedWaldNps({ promoters, detractors, n }) });
  const points = { minimumSample: 30, span: 200 };

  test('46 → 39 with n = 87 and 94 is no clear change', () => {
    // 55 − 15 of 87 is 46.0; 54 − 17 of 94 is 39.4.
    const change = compare({ current: npsSide(54, 17, 94), previous: npsSide(55, 15, 87) }, points);
    expect(change.value).toBeCloseTo(-6.6, 1);
    expect(change.verdict).toBe('no_clear_change');
    expect(change.low).toBeLessThan(0);
    expect(change.high).toBeGreaterThan(0);
  });

  test('the same change with a hundred times the answers is down, and the other way round up', () => {
    const [before, after] = [npsSide(5500, 1500, 8700), npsSide(5400, 1700, 9400)];
    expect(compare({ current: after, previous: before }, points).verdict).toBe('down');
    expect(compare({ current: before, previous: after }, points).verdict).toBe('up');
  });

  test('too few answers on either side, however large the change', () => {
    const [few, many] = [npsSide(29, 0, 29), npsSide(0, 300, 300)];
    expect(compare({ current: few, previous: many }, points)).toMatchObject({ value: 200, high: 200, verdict: 'too_few_answers' });
    expect(compare({ current: many, previous: few }, points).verdict).toBe('too_few_answers');
    expect(compare({ current: npsSide(30, 0, 30), previous: many }, points).verdict).toBe('up');
  });

  test('nobody answered on one side', () => {
    const nobody = { n: 0, sampled: null };
    expect(compare({ current: npsSide(50, 0, 50), previous: nobody }, points)).toEqual({ value: null, low: null, high: null, verdict: 'too_few_answers' });
  });

  test('the interval is Δ ± 1.96·√(SE₁² + SE₂²)', () => {
    const side = (value: number, standardError: number) => ({ n: 100, sampled: { value, low: 0, high: 0, standardError } });
    expect(compare({ current: side(5, 0.3), previous: side(4, 0.4) }, { minimumSample: 30, span: 6 })).toEqual({ value: 1, low: expect.closeTo(0.02, 10), high: expect.closeTo(1.98, 10), verdict: 'up' });
    expect(compare({ current: side(4.97, 0.3), previous: side(4, 0.4) }, { minimumSample: 30, span: 6 }).verdict).toBe('no_clear_change');
  });

  test('an error of 0 is no certainty', () => {
    const side = (value: number) => ({ n: 100, sampled: { value, low: value, high: value, standardError: 0 } });
    expect(compare({ current: side(5), previous: side(4.9) }, { minimumSample: 30, span: 6 }).verdict).toBe('no_clear_change');
  });

  test('one answer of 30 that differs is no news', () => {
    const scale = { min: 1, max: 7 };
    const all7 = { n: 30, sampled: studentMean({ sum: 210, sumOfSquares: 1470, n: 30 }, scale) };
    const one6 = { n: 30, sampled: studentMean({ sum: 209, sumOfSquares: 1457, n: 30 }, scale) };
    expect(compare({ current: one6, previous: all7 }, { minimumSample: 30, span: 6 }).verdict).toBe('no_clear_change');
  });
});
