import { HeedError } from '@heed/domain';
import type { Versions } from '@heed/filter';
import { disagreeing } from './disagreeing.ts';
import { createFollower } from './follow.ts';
import { catchUp, restate, type MendingProgress } from './mend.ts';
import { readScope, type ReadingContext } from './read-scope.ts';
import { createRest, type Rest } from './rest.ts';
import { readDecidedByPeople } from './store/decided.query.ts';
import type { Scope } from './store/scope.ts';
import type { Stale } from './store/stale.ts';
import type { Known } from './worker/messages.ts';

/** Other processes write too, and do not wake us. */
const EVERY_MS = 2_000;
/** Between two looks, so that a burst of single submissions is read together. */
const LEAST_PAUSE_MS = 100;
/** How often everything is compared with what was read of it: for what a writer with a clock far behind has written, or a person by hand. */
const COMPARE_EVERY_MS = 6 * 3_600_000;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;

/** Reads comments, for as long as it runs. */
export interface Reader {
  start(): void;
  /** Ends after the batch that is under way. */
  stop(): Promise<void>;
  /** Feedback was written: looks at once, in place of within two seconds. */
  wake(): void;
  /** Something is known better: what is stale by now is read again. */
  restate(): void;
  /** Reads some comments anew and at once, for people who wait for it. Throws what the store throws. */
  readAgain(feedbackIds: readonly string[]): Promise<void>;
  /** Resolves when everything that was stored before the call has been read, and can be asked for. Rejects with UNAVAILABLE when it is stopped before. */
  caughtUp(): Promise<void>;
  /** Resolves when nothing that was known before the call is stale. Rejects likewise. */
  restated(): Promise<void>;
  /** The long reading that is under way, of feedback from before or by a new model; null when there is none. */
  progress(): MendingProgress | null;
}

export interface ReaderOptions extends ReadingContext {
  /** Brings what is known to the newest state, for the threads as well. */
  refresh: () => Promise<void>;
  /** Teaches anew what was corrected or erased under these versions. */
  relearn: (versions: Versions) => Promise<void>;
  /** What is to be read again, after `refresh`; and when there will be more, null for not by itself. */
  stale: () => { stale: Stale; next: number | null };
  /** What people said of comments. */
  known: () => Pick<Known, 'examples' | 'heirs'>;
  /** Hears of everything that failed and is tried again. */
  onError: (error: unknown) => void;
  onProgress?: (progress: MendingProgress | null) => void;
}

interface Waiting {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Ids of one look; each look searches all feedback for them. */
const IDS_A_LOOK = 1_000;

/**
 * The one who reads comments. Several, also in other processes, may run over the same store: whoever looked last is right, and each
 * finds out what another left undone or did too late. What was stored while none ran is read when one starts again, that from
 * before there was one as well. While the database does not answer it tries again and loses nothing.
 */
export function createReader({ refresh, relearn, stale, known, onError, onProgress, ...context }: ReaderOptions): Reader {
  const { store, now } = context;
  const following = createRest();
  const mending = createRest();
  let running: Promise<unknown> | undefined;
  let progress: MendingProgress | null = null;
  let compared = false;
  let comparedAt = -Infinity;
  let agreed: Known['examples'] | undefined;
  let later: NodeJS.Timeout | undefined;
  const waiting: Waiting[] = [];
  const waitingCompared: Waiting[] = [];
  const waitingRestated: Waiting[] = [];

  const isStopping = (): boolean => following.ended;
  const read = (scope: Scope, { again = null }: { again?: Stale | 'all' | null } = {}): Promise<number> => readScope(context, scope, { again, isStopping });
  const tellProgress = (present: MendingProgress | null): void => {
    if (present === null && progress === null) return;
    progress = present;
    onProgress?.(present);
  };

  /** Does `work` again and again until the end, each time until it succeeds. */
  async function keepOn(rest: Rest, { work, asking, pauseMs, everyMs }: { work: () => Promise<void>; asking: Waiting[]; pauseMs: number; everyMs: number }): Promise<void> {
    let retry = FIRST_RETRY_MS;
    while (!isStopping()) {
      rest.heed();
      const asked = asking.splice(0);
      try {
        await work();
        retry = FIRST_RETRY_MS;
      } catch (error) {
        asking.unshift(...asked);
        onError(error);
        await rest.pause(retry);
        retry = Math.min(retry * 2, LONGEST_RETRY_MS);
        continue;
      }
      // Work that was cut short has not seen everything.
      for (const { resolve, reject } of asked) {
        if (isStopping()) reject(stopped());
        else resolve();
      }
      await rest.pause(pauseMs);
      await rest.rest(everyMs);
    }
  }

  async function mend(): Promise<void> {
    await refresh();
    if (!compared || now() - comparedAt >= COMPARE_EVERY_MS) {
      comparedAt = now();
      await catchUp({ store, read, isStopping, onProgress: tellProgress });
      if (isStopping()) return;
      compared = true;
      for (const { resolve } of waitingCompared.splice(0)) resolve();
    }
    await agree();
    const what = async (): Promise<Stale> => {
      await refresh();
      return stale().stale;
    };
    await restate({ store, read, isStopping, onProgress: tellProgress }, { what });
    const { next } = stale();
    if (next !== null) wakeAt(next);
  }

  /** Makes good what a process that died had left of people's words. */
  async function agree(): Promise<void> {
    const { examples, heirs } = known();
    if (agreed === examples) return;
    const ids = disagreeing(await readDecidedByPeople(store), { examples, heirs });
    await readAgain(ids);
    agreed = examples;
  }

  /** What was decided a moment ago is read again when every process knows of it. */
  function wakeAt(moment: number): void {
    clearTimeout(later);
    later = setTimeout(mending.wake, Math.max(0, moment - now()));
  }

  async function readAgain(feedbackIds: readonly string[]): Promise<void> {
    for (let start = 0; start < feedbackIds.length; start += IDS_A_LOOK) {
      await read({ ids: feedbackIds.slice(start, start + IDS_A_LOOK) }, { again: 'all' });
    }
  }

  return {
    start() {
      if (running) return;
      const follower = createFollower({ store, read, onVersions: relearn, now });
      const look = async (): Promise<void> => {
        await refresh();
        await follower.look({ isStopping });
      };
      running = Promise.all([
        keepOn(following, { work: look, asking: waiting, pauseMs: LEAST_PAUSE_MS, everyMs: EVERY_MS }),
        keepOn(mending, { work: mend, asking: waitingRestated, pauseMs: LEAST_PAUSE_MS, everyMs: COMPARE_EVERY_MS }),
      ]);
    },
    async stop() {
      following.end();
      mending.end();
      clearTimeout(later);
      await running;
      for (const { reject } of [waiting, waitingCompared, waitingRestated].flatMap((list) => list.splice(0))) reject(stopped());
    },
    wake: following.wake,
    restate: mending.wake,
    readAgain,
    async caughtUp() {
      // What was there before the first look is another matter than what came since.
      if (!compared) await asks(waitingCompared);
      await asks(waiting, following);
    },
    restated: () => asks(waitingRestated, mending),
    progress: () => progress,
  };

  function asks(list: Waiting[], rest?: Rest): Promise<void> {
    if (isStopping()) return Promise.reject(stopped());
    return new Promise((resolve, reject) => {
      list.push({ resolve, reject });
      rest?.wake();
    });
  }
}

const stopped = (): HeedError => new HeedError('UNAVAILABLE', 'Heed is shutting down; send it again in a moment.', { retryAfterSeconds: 5 });
