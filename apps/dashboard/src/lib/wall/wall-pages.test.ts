import { describe, expect, it } from 'vitest';
import { pageAt, pagesOf, turnAt, untilNextPage } from './wall-pages.ts';

describe('pages of a wall', () => {
  it.each([
    [0, 4, []],
    [1, 4, [1]],
    [4, 4, [4]],
    [5, 4, [3, 2]],
    [7, 6, [4, 3]],
    [13, 6, [5, 5, 3]],
    [3, 1, [1, 1, 1]],
  ])('%i tiles at most %i a page are pages of %j', (tiles, tilesPerPage, sizes) => {
    const all = Array.from({ length: tiles }, (_, index) => ({ index, wide: false }));
    const pages = pagesOf(all, { tilesPerPage });
    expect(pages.map((page) => page.length)).toEqual(sizes);
    expect(pages.flat()).toEqual(all);
  });

  it.each([
    // A wide tile takes the place of two.
    [[2, 1, 1], 4, [3]],
    [[2, 2, 1], 4, [1, 2]],
    [[1, 2, 1, 1, 1], 4, [2, 3]],
    [[2, 1], 2, [1, 1]],
    [[2, 2], 1, [1, 1]],
  ])('weights of %j at most %i a page are pages of %j', (weights, tilesPerPage, sizes) => {
    const all = weights.map((weight, index) => ({ index, wide: weight === 2 }));
    const pages = pagesOf(all, { tilesPerPage });
    expect(pages.map((page) => page.length)).toEqual(sizes);
    expect(pages.flat()).toEqual(all);
  });
});

describe('which page is shown', () => {
  const rotation = { pages: 3, secondsPerPage: 20 };
  const start = Date.parse('2026-11-23T08:00:00Z');

  it('follows from the time alone, each page as long as the others', () => {
    const shown = Array.from({ length: 120 }, (_, second) => pageAt(start + second * 1_000, rotation));
    expect([0, 1, 2].map((page) => shown.filter((one) => one === page).length)).toEqual([40, 40, 40]);
    expect(new Set(shown.slice(0, 20)).size).toBe(1);
  });
  it('says when the next one comes', () => {
    const wait = untilNextPage(start + 7_300, rotation)!;
    expect(pageAt(start + 7_300 + wait - 1, rotation)).toBe(pageAt(start + 7_300, rotation));
    expect(pageAt(start + 7_300 + wait, rotation)).not.toBe(pageAt(start + 7_300, rotation));
  });
  it('never changes where there is one page', () => {
    expect(pageAt(start, { pages: 1, secondsPerPage: 5 })).toBe(0);
    expect(untilNextPage(start, { pages: 1, secondsPerPage: 5 })).toBeNull();
  });
  it('gives each of several quotations its turn', () => {
    expect([0, 11, 12, 24, 36].map((second) => turnAt(second * 1_000, { count: 3, seconds: 12 }))).toEqual([0, 0, 1, 2, 0]);
    expect(turnAt(0, { count: 3, seconds: 12, phase: 12 })).toBe(1);
  });
});
