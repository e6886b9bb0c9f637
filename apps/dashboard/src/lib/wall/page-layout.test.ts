import { describe, expect, it } from 'vitest';
import { layoutPage, type Place } from './page-layout.ts';

const tiles = (count: number, wide: number[] = []) => Array.from({ length: count }, (_, index) => ({ wide: wide.includes(index), ideal: 1.5, stiffness: 1 }));
const LANDSCAPE = { width: 1824, height: 900, gap: 48, narrowest: 440 };
const PORTRAIT = { width: 984, height: 1740, gap: 48, narrowest: 440 };
/** How many tiles stand in each row. */
const rows = (places: Place[]): number[] => {
  const counts = new Map<number, number>();
  for (const { y } of places) counts.set(y, (counts.get(y) ?? 0) + 1);
  return [...counts.values()];
};

describe('the layout of a page', () => {
  it.each([
    [1, [1], [1]],
    [2, [2], [1, 1]],
    [3, [1, 2], [1, 1, 1]],
    [4, [2, 2], [1, 1, 1, 1]],
    [5, [2, 3], [1, 2, 2]],
    [6, [3, 3], [2, 2, 2]],
  ])('of %i tiles has rows of %j on a landscape screen and of %j on a portrait one', (count, landscape, portrait) => {
    expect(rows(layoutPage(tiles(count), LANDSCAPE))).toEqual(landscape);
    expect(rows(layoutPage(tiles(count), PORTRAIT))).toEqual(portrait);
  });

  it('fills the box: every row is as wide as it, and the rows are as high as it', () => {
    for (const box of [LANDSCAPE, PORTRAIT]) {
      for (let count = 1; count <= 6; count += 1) {
        const places = layoutPage(tiles(count, [0, 3]), box);
        const ys = [...new Set(places.map(({ y }) => y))];
        for (const y of ys) {
          const row = places.filter((one) => one.y === y);
          expect(row.reduce((sum, { width }) => sum + width, 0) + box.gap * (row.length - 1)).toBeCloseTo(box.width, 6);
        }
        expect(ys.length * places[0]!.height + box.gap * (ys.length - 1)).toBeCloseTo(box.height, 6);
      }
    }
  });

  it('gives a wide tile twice the width of its neighbour', () => {
    const [wide, other] = layoutPage([{ wide: true, ideal: 2.2, stiffness: 1 }, { wide: false, ideal: 1, stiffness: 1 }], LANDSCAPE);
    expect(wide!.y).toBe(other!.y);
    expect(wide!.width / other!.width).toBeCloseTo(2, 6);
  });

  it('stretches what can be stretched', () => {
    const page = [{ wide: false, ideal: 1.4, stiffness: 1 }, { wide: true, ideal: 3, stiffness: 0.5 }, { wide: false, ideal: 1.4, stiffness: 0.5 }];
    expect(rows(layoutPage(page, LANDSCAPE))).toEqual([2, 1]);
    expect(rows(layoutPage(page.toReversed(), LANDSCAPE))).toEqual([1, 2]);
  });

  it('does not make a tile narrower than its type can bear', () => {
    expect(rows(layoutPage(Array.from({ length: 4 }, () => ({ wide: false, ideal: 0.4, stiffness: 1 })), PORTRAIT))).toEqual([2, 2]);
  });

  it('is the same, enlarged, on a screen twice as large', () => {
    const twice = { width: 3648, height: 1800, gap: 96, narrowest: 880 };
    const small = layoutPage(tiles(5, [1]), LANDSCAPE);
    expect(layoutPage(tiles(5, [1]), twice)).toEqual(small.map((one) => ({ x: one.x * 2, y: one.y * 2, width: one.width * 2, height: one.height * 2 })));
  });

  it('of nothing is nothing', () => {
    expect(layoutPage([], LANDSCAPE)).toEqual([]);
  });
});
