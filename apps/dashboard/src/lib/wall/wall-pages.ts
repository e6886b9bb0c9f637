/** A wide tile takes the place of two, where a page has room for two. */
const weightOf = ({ wide }: { wide: boolean }, most: number): number => Math.min(wide ? 2 : 1, most);

/** Fills pages in order, each up to `most`. */
function fill<Tile extends { wide: boolean }>(tiles: readonly Tile[], most: number): Tile[][] {
  const pages: Tile[][] = [];
  let room = 0;
  for (const tile of tiles) {
    const weight = weightOf(tile, most);
    if (weight > room) {
      pages.push([]);
      room = most;
    }
    pages.at(-1)?.push(tile);
    room -= weight;
  }
  return pages;
}

/**
 * The tiles of a wall, page by page: as few pages as the setting allows, and none fuller than it must be. Seven tiles at six a page
 * are four and three, because a page with one tile left over looks like a mistake.
 */
export function pagesOf<Tile extends { wide: boolean }>(tiles: readonly Tile[], { tilesPerPage }: { tilesPerPage: number }): Tile[][] {
  const fewest = fill(tiles, tilesPerPage);
  const all = tiles.reduce((sum, tile) => sum + weightOf(tile, tilesPerPage), 0);
  for (let most = Math.max(1, Math.ceil(all / Math.max(1, fewest.length))); most < tilesPerPage; most += 1) {
    // Below two a wide tile would count as a plain one.
    if (most === 1 && tiles.some(({ wide }) => wide)) continue;
    const pages = fill(tiles, most);
    if (pages.length === fewest.length) return pages;
  }
  return fewest;
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
