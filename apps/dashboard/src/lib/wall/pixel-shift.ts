/** How far the picture wanders to each side, in units: a stroke of the large figures, so that no pixel is lit for ever. */
const REACH = 14;
/** Seconds between two steps: nobody sees a step of one unit, and nothing seems to move. */
const STEP_SECONDS = 45;
/** Steps of a round trip in each direction. Without a common divisor, so that the path covers the whole square before it repeats. */
const ACROSS = 28 * 2;
const DOWN = 27 * 2 + 1;

/** A way there and back in whole steps. */
function swing(step: number, round: number): number {
  const at = ((step % round) + round) % round;
  const half = round / 2;
  return ((at < half ? at : round - at) / half) * 2 * REACH - REACH;
}

/**
 * Where the picture of a wall stands at a moment (epoch milliseconds), in units from its middle. Screens keep what they show for
 * long; a picture that wanders slowly over all places within its reach wears them evenly.
 */
export function pixelShift(now: number): { x: number; y: number } {
  const step = Math.floor(now / 1_000 / STEP_SECONDS);
  return { x: Math.round(swing(step, ACROSS)), y: Math.round(swing(step, DOWN)) };
}

/** The margin that the picture needs around it so that nothing leaves the screen. */
export const SHIFT_REACH = REACH;
