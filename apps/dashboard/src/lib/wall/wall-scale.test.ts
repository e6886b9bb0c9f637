import { describe, expect, it } from 'vitest';
import { figureSize, quoteSize, tileType, unitOf } from './wall-scale.ts';

describe('the scale of a wall', () => {
  it.each([
    [1920, 1080, 1],
    [3840, 2160, 2],
    [1080, 1920, 1],
    [480, 270, 0.25],
    // A screen that is wider or squarer than usual: what is scarce decides.
    [2560, 1080, 1],
    [1600, 1200, 1600 / 1920],
  ])('of %i × %i has units of %f pixels', (width, height, unit) => {
    expect(unitOf({ width, height })).toBeCloseTo(unit, 9);
  });

  it('grows with the tile, and never shrinks below what can be read', () => {
    expect(tileType({ width: 480, height: 260 })).toEqual({ small: 32, middle: 56, large: 120 });
    // One and a half times as large a tile: 32 × 1.15, 56 × 1.35, 120 × 1.5.
    expect(tileType({ width: 930, height: 600 })).toEqual({ small: 37, middle: 76, large: 180 });
    expect(tileType({ width: 1824, height: 900 }).large).toBe(228);
  });

  it('makes a figure as large as its box bears', () => {
    const box = { beside: '± 6', share: 0.4, width: 600, height: 300 };
    expect(figureSize('42', box)).toBeLessThanOrEqual(300);
    expect(figureSize('−42.25', box)).toBeLessThan(figureSize('42', box));
    expect(figureSize('42', { ...box, width: 1_200 })).toBe(300);
  });

  it('sets a long quotation smaller than a short one, and Chinese by its wider letters', () => {
    const box = { width: 900, height: 300, largest: 72, smallest: 32 };
    expect(quoteSize('Kind.', box)).toBe(72);
    expect(quoteSize('word '.repeat(400), box)).toBe(32);
    const middle = quoteSize('word '.repeat(30), box);
    expect(middle).toBeGreaterThan(32);
    expect(middle).toBeLessThan(72);
    expect(quoteSize('字'.repeat(100), box)).toBeLessThan(quoteSize('l'.repeat(100), box));
  });
});
