import * as z from 'zod';
import type { Loops } from '../log/loops.ts';
import type { Turns } from './choose-owner.ts';

/**
 * How far the rules have come. It is a mark of the log, appended together with the loops that came of it, so that neither can
 * be there without the other.
 */
export interface Progress {
  /** What was written before this version is history: no rule looks at it by itself. */
  from: bigint;
  /** Up to this version of feedback everything was looked at. */
  upTo: bigint;
  /** Whose turn it was last in each department. */
  turns: Turns;
}

/** The name of the mark. */
export const SWEPT = 'swept';

const version = z.string().regex(/^\d{1,20}$/).transform(BigInt);
const swept = z.strictObject({ from: version, upTo: version, turns: z.record(z.string(), z.string()) });

/** How far the rules have come, or null where they never ran. */
export async function readProgress(loops: Pick<Loops, 'mark'>): Promise<Progress | null> {
  const mark = await loops.mark(SWEPT);
  if (mark === undefined) return null;
  const { turns, ...versions } = swept.parse(mark);
  return { ...versions, turns: new Map(Object.entries(turns)) };
}

/** Progress as it is written. */
export function progressMark({ from, upTo, turns }: Progress): z.input<typeof swept> {
  return { from: String(from), upTo: String(upTo), turns: Object.fromEntries([...turns].sort()) };
}

/** Below the milliseconds of a version of feedback; see the collector's clock of versions. */
const FRACTION_BITS = 20n;

/** The smallest version of feedback that a writer gives out at a moment (epoch milliseconds). */
export function versionAt(moment: number): bigint {
  return BigInt(Math.max(0, Math.floor(moment))) << FRACTION_BITS;
}
