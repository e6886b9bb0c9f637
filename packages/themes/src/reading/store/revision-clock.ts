/**
 * Gives out revisions that follow wall time, so that of two processes that read the same comment the one that looked later is right. They
 * never go back, not even when the machine's clock does.
 */
export interface RevisionClock {
  /** A revision above all that were given out. */
  next(): bigint;
}

/** Below the milliseconds, as in versions of feedback. */
const FRACTION_BITS = 20n;
const FRACTION = 1 << 20;

/** A clock over `now` (epoch milliseconds). Its low bits are random: two processes that look in the same millisecond differ. */
export function createRevisionClock(now: () => number, random: () => number = Math.random): RevisionClock {
  let last = 0n;
  return {
    next() {
      const fresh = (BigInt(Math.floor(now())) << FRACTION_BITS) | BigInt(Math.floor(random() * FRACTION));
      last = fresh > last ? fresh : last + 1n;
      return last;
    },
  };
}

/** The smallest version of feedback that a writer gives out at a moment (epoch milliseconds). */
export function versionAt(moment: number): bigint {
  return BigInt(Math.max(0, Math.floor(moment))) << FRACTION_BITS;
}
