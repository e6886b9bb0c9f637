import { HeedError } from '@heed/domain';
import type { OpeningContext } from './open-matches.ts';
import { versionAt } from './progress.ts';
import { createSweep, type Sweep } from './sweep.ts';

/** Other processes write too, and do not wake us. */
const EVERY_MS = 2_000;
/** Between two looks, so that a burst of single submissions is looked at together. */
const LEAST_PAUSE_MS = 100;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;

/** Opens loops for feedback as the rules say, for as long as it runs. */
export interface Opener {
  start(): void;
  /** Ends after the transaction that is under way. */
  stop(): Promise<void>;
  /** Something was written: looks at once, in place of within two seconds. */
  wake(): void;
  /**
   * Resolves when everything that was stored before the call has been looked at, and its loops can be read. Rejects with UNAVAILABLE when
   * the opener is stopped before.
   */
  caughtUp(): Promise<void>;
}

export interface OpenerOptions extends OpeningContext {
  /** Epoch milliseconds. */
  now?: () => number;
  /** Where no rule ever looked at this store, also looks at feedback from before; else that is history (see `applyRule`). */
  fromBeginning?: boolean;
  /** Hears of everything that failed and is tried again. */
  onError: (error: unknown) => void;
}

/**
 * The one who opens loops. Several, also in other processes, may run over the same store: each feedback gets one loop by each rule.
 * What was stored while none ran is looked at when one starts again. While the database does not answer it tries
 * again and loses nothing.
 */
export function createOpener({ now = Date.now, fromBeginning = false, onError, ...context }: OpenerOptions): Opener {
  let running: Promise<void> | undefined;
  let stopping = false;
  let awake = false;
  let rouse: (() => void) | undefined;
  let waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  /** Waits so long, or until somebody wakes; a wake that came before counts. */
  async function rest(milliseconds: number, { evenAwake = false }: { evenAwake?: boolean } = {}): Promise<void> {
    if (stopping || (awake && !evenAwake)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      rouse = () => {
        if (evenAwake && !stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
    rouse = undefined;
  }

  async function run(sweep: Sweep): Promise<void> {
    let retry = FIRST_RETRY_MS;
    while (!stopping) {
      awake = false;
      const asking = waiting;
      waiting = [];
      try {
        await sweep.look({ isStopping: () => stopping });
        retry = FIRST_RETRY_MS;
      } catch (error) {
        waiting.unshift(...asking);
        onError(error);
        await rest(retry, { evenAwake: true });
        retry = Math.min(retry * 2, LONGEST_RETRY_MS);
        continue;
      }
      // A look that was cut short has not seen everything.
      if (stopping) waiting.unshift(...asking);
      else for (const { resolve } of asking) resolve();
      await rest(LEAST_PAUSE_MS, { evenAwake: true });
      await rest(EVERY_MS);
    }
    for (const { reject } of waiting.splice(0)) reject(stopped());
  }

  const wake = (): void => {
    awake = true;
    rouse?.();
  };
  const stopped = (): HeedError => new HeedError('UNAVAILABLE', 'Heed is shutting down; send it again in a moment.', { retryAfterSeconds: 5 });

  return {
    start() {
      if (running) return;
      // Taken now: what is stored while the database is not there yet must not become history.
      const from = fromBeginning ? 0n : versionAt(now());
      running = run(createSweep({ ...context, now, onError, from }));
    },
    async stop() {
      stopping = true;
      rouse?.();
      await running;
      for (const { reject } of waiting.splice(0)) reject(stopped());
    },
    wake,
    caughtUp() {
      if (stopping) return Promise.reject(stopped());
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        wake();
      });
    },
  };
}
