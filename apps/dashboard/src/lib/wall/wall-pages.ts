/**
 * The tiles of a wall, page by page: as few pages as the setting allows, and as even as they can be. Seven tiles at six a page
 * are four and three, because a page with one tile left over looks like a mistake.
 */
export function pagesOf<Tile>(tiles: readonly Tile[], { tilesPerPage }: { tilesPerPage: number }): Tile[][] {
  const count = Math.ceil(tiles.length / Math.max(1, tilesPerPage));
  const pages: Tile[][] = [];
  let taken = 0;
  for (let page = 0; page < count; page += 1) {
    const size = Math.ceil((tiles.length - taken) / (count - page));
    pages.push(tiles.slice(taken, taken + size));
    taken += size;
  }
  return pages;
}

interface Rotation {
  pages: number;
  secondsPerPage: number;
}

/**
 * Which page, from 0, is shown at a moment of the server's time (epoch milliseconds). It follows from the time alone: two
 * screens of one wall show the same page, and a screen that was away knows where the others are.
 */
export function pageAt(now: number, { pages, secondsPerPage }: Rotation): number {
  return pages < 2 ? 0 : Math.floor(now / (secondsPerPage * 1_000)) % pages;
}

/** Milliseconds from a moment until the page changes; null where there is nothing to change to. */
export function untilNextPage(now: number, { pages, secondsPerPage }: Rotation): number | null {
  const length = secondsPerPage * 1_000;
  return pages < 2 ? null : length - (((now % length) + length) % length);
}

/** Which of `count` things, such as quotations, has its turn; `phase` keeps two tiles of a page from changing together. */
export function turnAt(now: number, { count, seconds, phase = 0 }: { count: number; seconds: number; phase?: number }): number {
  return count < 2 ? 0 : Math.floor((now / 1_000 + phase) / seconds) % count;
}
