import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearAmong } from './clear-among.ts';
import { compare } from './compare.ts';

/** A change of so many standard errors of 1, with answers enough. */
const change = (value: number, n = 100) => ({ value, low: value - 1.96, high: value + 1.96, n, previousN: 100 });

describe('several changes that are looked at together', () => {
  it('are clear where their adjusted p-values are', () => {
    // Two-sided p of 2.5, 2.2, 2.0 and 0.5 errors: 0.0124, 0.0278, 0.0455 and 0.617. Of four the smallest becomes 0.0497, the next 0.0556.
    expect(clearAmong([change(-2.5), change(2.2), change(-2), change(0.5)], { minimumSample: 30 })).toEqual([true, false, false, false]);
    // With 2.4 in place of 2.2 (0.0164) the second becomes 0.0328 and draws the first down with it; the third 0.0607.
    expect(clearAmong([change(-2.5), change(2.4), change(-2), change(0.5)], { minimumSample: 30 })).toEqual([true, true, false, false]);
  });

  it('are not made less clear by what could not be judged', () => {
    expect(clearAmong([change(-2), change(-9, 29), { value: null, low: null, high: null, n: 0, previousN: 0 }, { ...change(-9), previousN: 2 }], { minimumSample: 30 })).toEqual([true, false, false, false]);
  });

  it('say of one alone what comparing says, also at the end of the scale', () => {
    const side = fc.record({ n: fc.integer({ min: 1, max: 100 }), value: fc.integer({ min: -1_000, max: 1_000 }).map((tenths) => tenths / 10), standardError: fc.integer({ min: 0, max: 600 }).map((tenths) => tenths / 10) });
    fc.assert(
      fc.property(side, side, (now, before) => {
        const sides = { current: { n: now.n, sampled: { ...now, low: 0, high: 0 } }, previous: { n: before.n, sampled: { ...before, low: 0, high: 0 } } };
        const { value, low, high, verdict } = compare(sides, { minimumSample: 30, span: 200 });
        const errors = Math.abs(value ?? 0) / Math.hypot(now.standardError, before.standardError);
        // 1.96 is 1.959964 rounded, and an interval that is cut off on both sides says nothing.
        fc.pre(!(errors > 1.9599 && errors < 1.9601) && !(low === -200 && high === 200));
        expect(clearAmong([{ value, low, high, n: now.n, previousN: before.n }], { minimumSample: 30 })).toEqual([verdict === 'up' || verdict === 'down']);
      }),
    );
  });
});
