/** A piece of work that is done again and again. */
export interface Repeated {
  /** Does it once more when so many milliseconds have passed, unless its next turn comes before. */
  within(milliseconds: number): void;
  /** Ends, after what is under way. */
  stop(): Promise<void>;
}

/** Does a piece of work again and again, never twice at once. */
export function repeat(work: () => Promise<unknown>, { everyMs, onError }: { everyMs: number; onError: (error: unknown) => void }): Repeated {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const extra = new Set<NodeJS.Timeout>();

  async function run(): Promise<void> {
    do {
      again = false;
      await work().catch(onError);
    } while (again && !stopped);
    running = undefined;
  }
  /** A turn that comes while another is under way follows it: that one may have looked already. */
  function turn(): void {
    again = true;
    running ??= run();
  }
  const timer = setInterval(turn, everyMs);
  timer.unref();

  return {
    within(milliseconds) {
      if (stopped || milliseconds >= everyMs) return;
      const once = setTimeout(() => {
        extra.delete(once);
        turn();
      }, milliseconds);
      extra.add(once.unref());
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      for (const once of extra) clearTimeout(once);
      await running;
    },
  };
}
