/**
 * A hybrid logical clock: versions follow wall time, so that independent writers order their writes without talking to
 * each other, and never go back: neither when the machine's clock does, nor behind a version that was seen.
 */
export interface VersionClock {
  /** A version above all that were given out or observed. */
  next(): bigint;
  /** Takes note of a version found in the database. */
  observe(version: bigint): void;
}

/** Below the milliseconds of a version: room for 2^20 versions in one millisecond. */
const FRACTION_BITS = 20n;
const FRACTION = 1 << 20;

/**
 * A clock over `now` (epoch milliseconds). The low bits are random, so that two processes that ask in the same
 * millisecond get different versions (but for one case in a million, which the protocol notices).
 */
export function createVersionClock(now: () => number, random: () => number = Math.random): VersionClock {
  let last = 0n;
  return {
    next() {
      const fresh = (BigInt(Math.floor(now())) << FRACTION_BITS) | BigInt(Math.floor(random() * FRACTION));
      last = fresh > last ? fresh : last + 1n + BigInt(Math.floor(random() * 1_024));
      return last;
    },
    observe(version) {
      if (version > last) last = version;
    },
  };
}
