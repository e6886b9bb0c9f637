/** Whether the database answers, and since when (epoch milliseconds) that is so. */
export interface DatabaseState {
  away: boolean;
  since: number;
}

export interface DatabaseWatch {
  state(): DatabaseState;
  /** To be told that a statement was answered: the database is there, and need not be asked. */
  answered(): void;
  close(): void;
}

/** Two questions of two seconds each and one pause: who watches knows within five seconds. */
const PAUSE_MS = 750;

/**
 * Asks the database whether it is there, while nothing else does. It is away when two questions in a row were not answered, so
 * that one moment without breath is no alarm, and back with the first answer. `onChange` is told of both.
 */
export function watchDatabase({ isReady, now, onChange }: { isReady: () => Promise<boolean>; now: () => number; onChange: () => void }): DatabaseWatch {
  let state: DatabaseState = { away: false, since: now() };
  let heard = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function become(away: boolean): void {
    if (closed || state.away === away) return;
    state = { away, since: now() };
    onChange();
  }

  async function look(): Promise<void> {
    if (!heard) become(!((await isReady()) || (await isReady())));
    heard = false;
    if (!closed) timer = setTimeout(() => void look(), PAUSE_MS).unref();
  }

  timer = setTimeout(() => void look(), PAUSE_MS).unref();
  return {
    state: () => state,
    answered() {
      heard = true;
      become(false);
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
