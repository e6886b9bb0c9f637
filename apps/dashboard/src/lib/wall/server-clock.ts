/** The server's time as a screen knows it. A screen's own clock may be wrong for years, and be put right at any moment. */
export interface ServerClock {
  /** Epoch milliseconds at the server; the screen's own until the server has said anything. */
  now(): number;
  /** Takes in the moment (epoch milliseconds) at which a snapshot that just arrived was counted. */
  observe(asOf: number): void;
  /**
   * Looks whether the screen's clock was changed, or the screen slept, since it looked last. If so, what it knew of the server's time
   * may be wrong until the next snapshot, and whoever asked should connect anew.
   */
  jumped(): boolean;
}

interface Sources {
  /** Milliseconds that only grow, whatever happens to the clock; they stand still while some machines sleep. */
  monotonic: () => number;
  /** The screen's own clock in epoch milliseconds. */
  wall: () => number;
}

/** Both clocks run at slightly different rates; what is more than this was no drift. */
const JUMP_MS = 5_000;
/** The newest snapshots say it best: they arrive somewhat late, never early, so the one that was quickest is closest. */
const KEPT = 8;
const KEPT_MS = 10 * 60_000;

/** Makes a clock that follows the server's by the moments its snapshots carry. */
export function createServerClock({ monotonic, wall }: Sources): ServerClock {
  let seen: { at: number; ahead: number }[] = [];
  /** The server's time less the monotonic one; null until a snapshot came. */
  let ahead: number | null = null;
  let between = wall() - monotonic();
  return {
    now: () => (ahead === null ? wall() : monotonic() + ahead),
    observe(asOf) {
      const at = monotonic();
      seen = [...seen.filter((one) => at - one.at < KEPT_MS), { at, ahead: asOf - at }].slice(-KEPT);
      ahead = Math.max(...seen.map((one) => one.ahead));
    },
    jumped() {
      const drift = wall() - monotonic() - between;
      between += drift;
      if (Math.abs(drift) < JUMP_MS) return false;
      seen = [];
      // Perhaps it slept so long: data may be as old as that, and until the server says otherwise it is shown to be.
      if (ahead !== null && drift > 0) ahead += drift;
      return true;
    },
  };
}
