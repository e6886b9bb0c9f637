import { HeedError } from '@heed/domain';
import { createLetters, createLoops, createMessages, createOpener, createTimers, type Appended, type Loops, type LoopSettings, type Messages, type Opener, type Timers } from '@heed/loops';
import type { Store } from '@heed/store';
import type { Change } from '../live/hub.ts';
import { keepMeasured } from './keep-measured.ts';

/** Who is told of what was appended to loops. */
export type AppendListener = Pick<Timers, 'appended'>;

/** Loops, and all that works on them by itself: rules, timers, and measuring anew. */
export interface RunningLoops {
  readonly loops: Loops;
  readonly messages: Messages;
  readonly opener: Opener;
  /** Lets somebody hear of everything that is appended from now on. */
  listen(listener: AppendListener): void;
  /** Begins to work. What it cannot do yet, because the database is away, it does later. */
  start(): void;
  /** To be told when departments changed. */
  departmentsChanged(): void;
  /** Ends after what is under way. */
  close(): Promise<void>;
}

interface Options {
  store: Store;
  settings: () => LoopSettings;
  now: () => number;
  onChange: (change: Change) => void;
  report: (error: unknown) => void;
}

/** How long after a failure it is tried again to measure anew. */
const RETRY_MS = 5_000;

/** What a view over loops needs to know of an append. */
function changeOf({ loops }: Appended): Change {
  return {
    kind: 'loops',
    ids: new Set(loops.map(({ after }) => after.id)),
    // Legs only grow, but for what is taken back.
    departments: new Set(loops.flatMap(({ before, after }) => [...(before?.legs ?? []), ...after.legs].map(({ department }) => department))),
  };
}

export function createRunningLoops({ store, settings, now, onChange, report }: Options): RunningLoops {
  const onError = (error: unknown): void => {
    if (!(error instanceof HeedError)) report(error);
  };
  const messages = createMessages(store);
  // The timers are made of the loops, which tell them of every append.
  const listeners: AppendListener[] = [];
  const loops = createLoops({
    store,
    settings,
    now,
    letters: createLetters({ messages, store, now }),
    onAppend(appended) {
      for (const listener of listeners) listener.appended(appended);
      if (appended.loops.length > 0) onChange(changeOf(appended));
    },
    onError,
  });
  const opener = createOpener({ loops, store, settings, now, onError });
  const timers = createTimers({ loops, store, settings, now, onError });
  listeners.push(timers);

  let measuring: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  async function measure(): Promise<void> {
    do {
      again = false;
      try {
        const departments = await keepMeasured(loops, { store, settings: settings(), onError });
        if (departments.length > 0) onChange({ kind: 'workspace' });
      } catch (error) {
        onError(error);
        if (!closed) retry = setTimeout(departmentsChanged, RETRY_MS).unref();
      }
    } while (again && !closed);
    measuring = undefined;
  }

  function departmentsChanged(): void {
    again = true;
    clearTimeout(retry);
    if (!closed) measuring ??= measure();
  }

  return {
    loops,
    messages,
    opener,
    departmentsChanged,
    listen: (listener) => void listeners.push(listener),
    start() {
      opener.start();
      timers.start();
      departmentsChanged();
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      // First who appends by itself, then the log.
      await Promise.all([opener.stop(), timers.stop(), measuring]);
      await loops.close();
    },
  };
}
