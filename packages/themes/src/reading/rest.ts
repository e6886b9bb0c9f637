/** Waits between two rounds of work, and is woken. */
export interface Rest {
  /** Waits so many milliseconds, or until somebody wakes; a wake that came since the last `heed` counts. */
  rest(milliseconds: number): Promise<void>;
  /** Waits so many milliseconds, woken by the end alone. */
  pause(milliseconds: number): Promise<void>;
  wake(): void;
  /** From here on a wake is a new one. */
  heed(): void;
  /** Ends every wait, now and later. */
  end(): void;
  readonly ended: boolean;
}

export function createRest(): Rest {
  let awake = false;
  let ended = false;
  const waits = new Set<{ end: () => void; deaf: boolean }>();

  function wait(milliseconds: number, { deaf }: { deaf: boolean }): Promise<void> {
    if (ended || (awake && !deaf)) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = { deaf, end: () => (clearTimeout(timer), waits.delete(waiting), resolve()) };
      const timer = setTimeout(waiting.end, milliseconds);
      waits.add(waiting);
    });
  }

  return {
    rest: (milliseconds) => wait(milliseconds, { deaf: false }),
    pause: (milliseconds) => wait(milliseconds, { deaf: true }),
    wake() {
      awake = true;
      for (const { end, deaf } of [...waits]) if (!deaf) end();
    },
    heed() {
      awake = false;
    },
    end() {
      ended = true;
      for (const { end } of [...waits]) end();
    },
    get ended() {
      return ended;
    },
  };
}
