import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

/** Which modules a path fills, read back from its strokes. */
function filled({ size, path }: { size: number; path: string }): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let step = 0; step < Number(length); step += 1) grid[Number(y)]![Number(x) + step] = true;
  }
  return grid;
}

it('fills exactly the modules of the code, with four light ones around it', () => {
  const text = 'https://heed.example/walls?pair=408213';
  const drawn = qrPath(text);
  expect(filled(drawn)).toEqual(encode(text, { ecc: 'M', border: 4 }).data);
  const rows = filled(drawn);
  expect(rows.slice(0, 4).flat().some(Boolean)).toBe(false);
  // The finder pattern in the upper left corner: seven dark modules, then a light one.
  expect(rows[4]!.slice(4, 12)).toEqual([true, true, true, true, true, true, true, false]);
  expect(drawn.size).toBe(rows.length);
});
