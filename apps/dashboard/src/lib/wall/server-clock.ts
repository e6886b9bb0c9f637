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
/** Snapshots arrive somewhat late, never early, so the quickest of the last minutes is closest. Of each minute the best one is kept. */
const MINUTE = 60_000;
const KEPT_MINUTES = 10;

/** Makes a clock that follows the server's by the moments its snapshots carry. */
export function createServerClock({ monotonic, wall }: Sources): ServerClock {
  let seen: { minute: number; ahead: number }[] = [];
  /** The server's time less the monotonic one; null until a snapshot came. */
  let ahead: number | null = null;
  let between = wall() - monotonic();
  return {
    now: () => (ahead === null ? wall() : monotonic() + ahead),
    observe(asOf) {
      const at = monotonic();
      const minute = Math.floor(at / MINUTE);
      const best = Math.max(asOf - at, seen.find((one) => one.minute === minute)?.ahead ?? -Infinity);
      seen = [...seen.filter((one) => one.minute !== minute && minute - one.minute < KEPT_MINUTES), { minute, ahead: best }];
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
