import { encode } from 'uqr';

/** A QR code as one SVG path: its modules are one unit large, and the quiet zone around it belongs to it. */
export interface QrPath {
  /** Width and height of the view box in modules. */
  size: number;
  path: string;
}

/** ISO/IEC 18004 asks for four light modules on every side; cameras fail without them on dark grounds. */
const QUIET_ZONE = 4;

/**
 * Draws a text as a QR code with error correction M: a wall is read from the side and through reflections, and the
 * address is short. Neighbouring modules of a row are one stroke, so that no hairline shows between them.
 */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const strokes = data.flatMap((row, y) => {
    const runs: string[] = [];
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      runs.push(`M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`);
    }
    return runs;
  });
  return { size, path: strokes.join('') };
}
