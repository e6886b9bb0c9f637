import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mixAndRate } from './mix-and-rate.ts';

describe('the split of a change into mix and rate', () => {
  test('fewer of those who score high, who also score lower, and more of those who score low', () => {
    // Before: A 100 of 50, B 100 of 0, together 25. Now: A 50 of 40, B 150 of 10, together 17.5. M = (25 + 17.5)/2 = 21.25.
    const [a, b] = mixAndRate([
      { current: { n: 50, value: 40 }, previous: { n: 100, value: 50 } },
      { current: { n: 150, value: 10 }, previous: { n: 100, value: 0 } },
    ]);
    // (0.25 − 0.5)·(45 − 21.25) and (0.25 + 0.5)/2·(40 − 50)
    expect(a).toEqual({ mix: -5.9375, rate: -3.75 });
    // (0.75 − 0.5)·(5 − 21.25) and (0.75 + 0.5)/2·(10 − 0); all four are 17.5 − 25 = −7.5.
    expect(b).toEqual({ mix: -4.0625, rate: 6.25 });
  });

  test('a group of one side only is all mix', () => {
    // Before: A 80 of 20, gone 20 of 100, together 36. Now: A 50 of 20, new 50 of 60, together 40. M = 38.
    const [a, gone, fresh] = mixAndRate([
      { current: { n: 50, value: 20 }, previous: { n: 80, value: 20 } },
      { current: { n: 0, value: null }, previous: { n: 20, value: 100 } },
      { current: { n: 50, value: 60 }, previous: { n: 0, value: null } },
    ]);
    // −0.3·(20 − 38) = 5.4; −0.2·(100 − 38) = −12.4; 0.5·(60 − 38) = 11: together 4.
    expect(a).toEqual({ mix: expect.closeTo(5.4, 12), rate: 0 });
    expect(gone).toEqual({ mix: expect.closeTo(-12.4, 12), rate: 0 });
    expect(fresh).toEqual({ mix: expect.closeTo(11, 12), rate: 0 });
  });

  test('nobody answered on one side: nothing to split', () => {
    expect(mixAndRate([{ current: { n: 3, value: 5 }, previous: { n: 0, value: null } }])).toEqual([{ mix: 0, rate: 0 }]);
    expect(mixAndRate([])).toEqual([]);
  });

  test('the parts add up to the change, however groups come and go', () => {
    const side = fc.oneof({ weight: 1, arbitrary: fc.constant({ n: 0, value: null }) }, { weight: 4, arbitrary: fc.record({ n: fc.integer({ min: 1, max: 1_000_000 }), value: fc.double({ min: -100, max: 100, noNaN: true }) }) });
    fc.assert(
      fc.property(fc.array(fc.record({ current: side, previous: side }), { minLength: 1, maxLength: 40 }), (groups) => {
        const mean = (name: 'current' | 'previous'): number => {
          const n = groups.reduce((sum, group) => sum + group[name].n, 0);
          return groups.reduce((sum, group) => sum + group[name].n * (group[name].value ?? 0), 0) / n;
        };
        const change = mean('current') - mean('previous');
        const sum = mixAndRate(groups).reduce((total, { mix, rate }) => total + mix + rate, 0);
        if (Number.isNaN(change)) expect(sum).toBe(0);
        else expect(Math.abs(sum - change)).toBeLessThan(1e-9);
      }),
    );
  });
});
