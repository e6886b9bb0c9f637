/** What a layout needs to know of a tile. */
export interface LaidTile {
  /** Twice the weight of its neighbours in a row. */
  wide: boolean;
  /** Width by height at which its kind reads best. */
  ideal: number;
  /** How much it suffers from another shape: a list can be stretched, a single figure cannot. */
  stiffness: number;
}

/** Where a tile stands, in the units of the box it was laid out in. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Box {
  width: number;
  height: number;
  /** Between neighbours. */
  gap: number;
  /** Below this a tile's type no longer fits: such a layout is only taken when there is no other. */
  narrowest: number;
}

const PLAIN: LaidTile = { wide: false, ideal: 1, stiffness: 1 };
const weightOf = ({ wide }: LaidTile): number => (wide ? 2 : 1);

/** All ways to break tiles into rows without changing their order: each gap is a line break or not. */
function* waysToBreak(tiles: readonly LaidTile[]): Generator<LaidTile[][]> {
  for (let breaks = 0; breaks < 2 ** Math.max(0, tiles.length - 1); breaks += 1) {
    const rows: LaidTile[][] = [[]];
    tiles.forEach((tile, index) => {
      if (index > 0 && ((breaks >> (index - 1)) & 1) === 1) rows.push([]);
      rows.at(-1)?.push(tile);
    });
    yield rows;
  }
}

function place(rows: readonly LaidTile[][], { width, height, gap }: Box): Place[] {
  const rowHeight = (height - gap * (rows.length - 1)) / rows.length;
  return rows.flatMap((row, index) => {
    const unit = (width - gap * (row.length - 1)) / row.reduce((sum, tile) => sum + weightOf(tile), 0);
    let x = 0;
    return row.map((tile) => {
      const one = { x, y: index * (rowHeight + gap), width: unit * weightOf(tile), height: rowHeight };
      x += one.width + gap;
      return one;
    });
  });
}

/** How much it counts that one tile is larger than another of the same weight, against the shapes of both. */
const EVENNESS = 2;

/** How far the tiles are from the shapes in which they read best, and from being as large as each other. */
function strain(places: readonly Place[], tiles: readonly LaidTile[], { narrowest }: Box): number {
  const rooms = places.map(({ width, height }, index) => (width * height) / weightOf(tiles[index] ?? PLAIN));
  const usual = rooms.reduce((sum, room) => sum + room, 0) / rooms.length;
  return places.reduce((sum, { width, height }, index) => {
    const { ideal, stiffness } = tiles[index] ?? PLAIN;
    const shape = Math.log(width / height / ideal);
    const room = Math.log((rooms[index] ?? usual) / usual);
    return sum + stiffness * shape * shape + EVENNESS * room * room + (width < narrowest ? 100 : 0);
  }, 0);
}

/**
 * Lays the tiles of one page (six at most) out in rows of equal height that fill the box without a hole, in the tiles' order.
 * Of all ways to break them into rows it takes the one in which the tiles come closest to the shapes they read best in and to each
 * other's size; thus landscape and portrait screens each get a layout of their own.
 */
export function layoutPage(tiles: readonly LaidTile[], box: Box): Place[] {
  let best: { places: Place[]; strain: number } = { places: [], strain: Infinity };
  if (tiles.length === 0) return best.places;
  for (const rows of waysToBreak(tiles)) {
    const places = place(rows, box);
    const found = strain(places, tiles, box);
    if (found < best.strain) best = { places, strain: found };
  }
  return best.places;
}
