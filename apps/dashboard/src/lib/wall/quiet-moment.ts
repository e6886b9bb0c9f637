/** A wall that has just started is not started again: a server that flaps between two releases would keep it blank. */
export const SETTLED_MS = 10 * 60_000;
/** Walls wait up to so long, each its own time, so that a hundred do not load the new release in the same second. */
export const SPREAD_MS = 5 * 60_000;

interface Wish {
  /** When it was first known that there is a new release; null while there is none. */
  wantedAt: number | null;
  startedAt: number;
  now: number;
  /** This screen's own wait, 0 to SPREAD_MS. */
  wait: number;
}

/**
 * Whether a wall may load itself anew, asked when it changes its page or, where it has only one, once a minute: nobody reads then.
 * All times are milliseconds of the monotonic clock.
 */
export function mayReload({ wantedAt, startedAt, now, wait }: Wish): boolean {
  return wantedAt !== null && now - startedAt >= SETTLED_MS && now - wantedAt >= wait;
}
