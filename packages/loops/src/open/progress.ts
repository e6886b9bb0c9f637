import * as z from 'zod';
import type { Loops } from '../log/loops.ts';
import type { Turns } from './choose-owner.ts';

/**
 * How far the rules have come: a mark of the log, appended together with the loops that came of it, so that neither can be
 * there without the other.
 */
export interface Progress {
  /** What was written before this version is history: no rule looks at it by itself. */
  from: bigint;
  /** Up to this version of feedback everything was looked at. */
  upTo: bigint;
}

/** The names of the marks of the log that opening keeps: how far it has come, and who had the last turn in each department. */
export const SWEPT = 'swept';
export const TURNS = 'turns';

const version = z.string().regex(/^\d{1,20}$/).transform(BigInt);
const swept = z.strictObject({ from: version, upTo: version });
const turned = z.record(z.string(), z.string());

/** How far the rules have come, or null where they never ran. */
export async function readProgress(loops: Pick<Loops, 'mark'>): Promise<Progress | null> {
  const mark = await loops.mark(SWEPT);
  return mark === undefined ? null : swept.parse(mark);
}

/** Progress as it is written. */
export const progressMark = ({ from, upTo }: Progress): z.input<typeof swept> => ({ from: String(from), upTo: String(upTo) });

/** Whose turn it was last. */
export async function readTurns(loops: Pick<Loops, 'mark'>): Promise<Turns> {
  return new Map(Object.entries(turned.parse((await loops.mark(TURNS)) ?? {})));
}

/** Turns as they are written. */
export const turnsMark = (turns: Turns): z.input<typeof turned> => Object.fromEntries([...turns].sort());

/** Below the milliseconds of a version of feedback; see the collector's clock of versions. */
export const FRACTION_BITS = 20n;

/** The moment (epoch milliseconds) at which a version was given out. */
export const momentOf = (given: bigint): number => Number(given >> FRACTION_BITS);

/** The smallest version of feedback that a writer gives out at a moment (epoch milliseconds). */
export function versionAt(moment: number): bigint {
  return BigInt(Math.max(0, Math.floor(moment))) << FRACTION_BITS;
}
