import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

const draw = (seed: number, name: string): number[] => {
  const random = new Random(seed, name);
  return Array.from({ length: 20_000 }, () => random.float());
};

describe('Random', () => {
  it('repeats itself for the same seed and name only', () => {
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    const first = draw(1, 'a')[0];
    for (const [seed, name] of [[2, 'a'], [1, 'b'], [-1, 'a'], [2 ** 40 + 1, 'a']] as const) expect(draw(seed, name)[0]).not.toBe(first);
  });

  it('is even: each tenth holds a tenth, within five standard errors', () => {
    const numbers = draw(7, 'even');
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    // √(20,000 · 0.1 · 0.9) = 42.4
    for (let tenth = 0; tenth < 10; tenth++) {
      expect(Math.abs(numbers.filter((number) => Math.floor(number * 10) === tenth).length - 2_000)).toBeLessThan(212);
    }
  });

  it('draws normal numbers with mean 0 and variance 1', () => {
    const random = new Random(3, 'normal');
    const numbers = Array.from({ length: 20_000 }, () => random.normal());
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
    // Five standard errors: 5/√20,000 and 5·√(2/20,000).
    expect(Math.abs(mean)).toBeLessThan(0.035);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it('picks by weight and never what has none', () => {
    const random = new Random(4, 'weights');
    const picked = Array.from({ length: 10_000 }, () => random.weighted({ often: 3, seldom: 1, never: 0 }));
    expect(picked).not.toContain('never');
    // 7,500 ± 5 · √(10,000 · 0.75 · 0.25)
    expect(Math.abs(picked.filter((key) => key === 'often').length - 7_500)).toBeLessThan(217);
    expect(() => random.weighted({ never: 0 })).toThrow();
    expect(() => random.pick([])).toThrow();
  });
});
