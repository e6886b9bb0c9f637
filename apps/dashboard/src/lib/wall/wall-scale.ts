/**
 * The three sizes of type on walls, in units: one unit is a pixel on a screen of 1920 × 1080. The smallest is about 20 mm high
 * on a 55-inch screen, which can be read at five metres.
 */
const WALL_TYPE = { small: 32, middle: 56, large: 120 } as const;

const LONG = 1_920;
const SHORT = 1_080;

/**
 * How many pixels a unit has on a screen: twice as many on 3840 × 2160 as on 1920 × 1080, and the same lying and standing, so
 * that every wall looks like every other from where people stand.
 */
export function unitOf({ width, height }: { width: number; height: number }): number {
  return Math.min(Math.max(width, height) / LONG, Math.min(width, height) / SHORT);
}

/** A tile of this size, in units, has the plain scale; larger ones have larger type. */
const PLAIN = { width: 620, height: 400 };
const LARGEST = 1.9;

/** By how much a tile's type is larger than the plain scale; never smaller, because then nobody could read it from afar. */
function tileScale({ width, height }: { width: number; height: number }): number {
  return Math.min(LARGEST, Math.max(1, Math.min(width / PLAIN.width, height / PLAIN.height)));
}

/** Sizes of type in a tile, in units. */
export interface TileType {
  small: number;
  middle: number;
  large: number;
}

/** The sizes of type of a tile: what is small grows less than what is large, because it is read, and not only seen. */
export function tileType(tile: { width: number; height: number }): TileType {
  const more = tileScale(tile) - 1;
  return { small: Math.round(WALL_TYPE.small * (1 + more * 0.3)), middle: Math.round(WALL_TYPE.middle * (1 + more * 0.7)), large: Math.round(WALL_TYPE.large * (1 + more)) };
}

/** The width of figures and their signs in Inter's semibold, as a share of the size of type (measured, with some room: 0.64 a digit). */
export function figureWidth(text: string): number {
  return [...text].reduce((sum, one) => sum + (/\d/.test(one) ? 0.64 : /[.,\u00a0\s]/.test(one) ? 0.3 : one === '%' ? 0.95 : one === '±' || one === '−' ? 0.66 : 0.72), 0);
}

interface FigureBox {
  /** What stands beside it, such as its interval. */
  beside: string;
  /** The size of what stands beside it, as a share of the figure's. */
  share: number;
  width: number;
  height: number;
}

/** The largest size of type in which a figure and what stands beside it fit into a box. */
export function figureSize(figure: string, { beside, share, width, height }: FigureBox): number {
  const gap = beside === '' ? 0 : 0.18;
  return Math.min(height, width / Math.max(0.1, figureWidth(figure) + gap + figureWidth(beside) * share));
}

/** The width of words as a share of the size of type: letters are about half as wide as high, those of Chinese and Korean as a whole. */
export function wordsWidth(text: string, latin = 0.58): number {
  return [...text].reduce((sum, one) => sum + (/[\p{Script=Han}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u.test(one) ? 1 : latin), 0);
}

/**
 * The size of type in which a text of so many characters fills a box well: as large as it may be where it is short, and no
 * smaller than it must be; a longer one is cut by whoever draws it.
 */
export function quoteSize(text: string, { width, height, largest, smallest }: { width: number; height: number; largest: number; smallest: number }): number {
  const lineHeight = 1.3;
  const letters = wordsWidth(text, 0.52);
  for (let size = largest; size > smallest; size -= 2) {
    const lines = Math.ceil((letters * size * 1.08) / width);
    if (lines * size * lineHeight <= height) return size;
  }
  return smallest;
}

/** Where the content of a tile is drawn: its size in units, and the sizes of its type. */
export interface TileBox {
  width: number;
  height: number;
  type: TileType;
}

/** The line below the tiles, which says whose wall it is and how old its data are. */
export const STATUS_HEIGHT = 104;
