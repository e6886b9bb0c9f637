/** What time it is, and when a minute of it begins. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls when a minute has begun, until the returned function is called. */
  onMinute(listener: () => void): () => void;
}

const MINUTE_MS = 60_000;

/** The clock of this machine. Whatever is done to it, the next minute is found by looking at it again. */
export function systemClock(now: () => number = Date.now): Clock {
  return {
    now,
    onMinute(listener) {
      let timer: NodeJS.Timeout;
      const next = (): void => {
        // A timer may come a moment early by the clock that people look at.
        timer = setTimeout(() => {
          listener();
          next();
        }, MINUTE_MS - (now() % MINUTE_MS) + 20).unref();
      };
      next();
      return () => clearTimeout(timer);
    },
  };
}
