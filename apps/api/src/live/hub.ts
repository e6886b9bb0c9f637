import type { Period } from '@heed/domain';
import { Latest } from './latest.ts';

/** Something that was written: feedback that occurred in a period, or settings that every view may show. */
export type Change = { kind: 'feedback'; occurred: Period } | { kind: 'workspace' };

/** A question that people watch. Everyone who asks the same (same key) shares its computation. */
export interface View<T> {
  /** Everything that the answer depends on: the field, its arguments and what the caller may see. */
  key: string;
  /** True when a change may alter the answer. Called with the moment's own periods, because time moves them. */
  touchedBy(change: Change): boolean;
  compute(): Promise<T>;
}

/** A snapshot: the answer, the moment of its data, and a number that only grows, as decimal text. */
export type Snapshot<T> = T & { asOf: Date; version: string };

export interface Hub {
  /** Snapshots of a view: one at once, then a new one after each change that altered the answer. Latest only. */
  watch<T extends object>(view: View<T>): Latest<Snapshot<T>>;
  changed(change: Change): void;
  /** How many watch, and how many distinct views they watch. */
  counts(): { subscribers: number; views: number };
  close(): void;
}

interface Running {
  view: View<object>;
  subscribers: Set<Latest<unknown>>;
  /** The newest snapshot, and its answer as text to see whether a later one differs. */
  last: { snapshot: Snapshot<object>; text: string } | undefined;
  computing: boolean;
  /** Changed since the running computation began. */
  dirty: boolean;
  timer: NodeJS.Timeout | undefined;
}

const RETRY_MS = 1_000;
const CLOCK_MS = 60_000;

/**
 * State, not events: a subscriber gets whole answers, so whoever reconnects is right again with the first message. Changes
 * within `windowMs` are one computation; a computation is never run twice at once for a view.
 */
export function createHub({ windowMs, now, nextVersion, onError }: { windowMs: number; now: () => number; nextVersion: () => string; onError: (error: unknown) => void }): Hub {
  const views = new Map<string, Running>();
  let closed = false;

  function schedule(running: Running, delay: number): void {
    if (closed || running.timer || running.subscribers.size === 0) return;
    running.timer = setTimeout(() => {
      running.timer = undefined;
      void compute(running);
    }, delay);
  }

  async function compute(running: Running): Promise<void> {
    if (running.computing) {
      running.dirty = true;
      return;
    }
    running.computing = true;
    running.dirty = false;
    // The moment before reading: the data is at least this fresh.
    const asOf = new Date(now());
    try {
      const answer = await running.view.compute();
      const text = JSON.stringify(answer);
      if (running.last?.text !== text) {
        const snapshot = Object.assign(Object.create(Object.getPrototypeOf(answer) as object) as object, answer, { asOf, version: nextVersion() });
        running.last = { snapshot, text };
        for (const subscriber of running.subscribers) subscriber.put(snapshot);
      }
    } catch (error) {
      onError(error);
      if (running.last) {
        schedule(running, RETRY_MS);
      } else {
        // Nobody has seen anything of this view yet: whoever waits is told, and may ask again.
        for (const subscriber of running.subscribers) subscriber.fail(error);
      }
    } finally {
      running.computing = false;
    }
    if (running.dirty) schedule(running, windowMs);
  }

  function touch(running: Running): void {
    if (running.computing) running.dirty = true;
    else schedule(running, windowMs);
  }

  // Time itself moves relative periods ("last 28 days"), without any write.
  const clock = setInterval(() => {
    for (const running of views.values()) touch(running);
  }, CLOCK_MS);
  clock.unref();

  return {
    watch<T extends object>(view: View<T>) {
      let running = views.get(view.key);
      if (!running) {
        running = { view, subscribers: new Set(), last: undefined, computing: false, dirty: false, timer: undefined };
        views.set(view.key, running);
      }
      const mine = running;
      const subscriber = new Latest<Snapshot<T>>(() => {
        mine.subscribers.delete(subscriber as Latest<unknown>);
        if (mine.subscribers.size > 0) return;
        clearTimeout(mine.timer);
        mine.timer = undefined;
        if (views.get(view.key) === mine) views.delete(view.key);
      });
      mine.subscribers.add(subscriber as Latest<unknown>);
      // A pending change means that the last snapshot is about to be replaced, but it is still the newest truth we have.
      if (mine.last) subscriber.put(mine.last.snapshot as Snapshot<T>);
      else void compute(mine);
      return subscriber;
    },
    changed(change) {
      for (const running of views.values()) if (running.view.touchedBy(change)) touch(running);
    },
    counts() {
      let subscribers = 0;
      for (const running of views.values()) subscribers += running.subscribers.size;
      return { subscribers, views: views.size };
    },
    close() {
      closed = true;
      clearInterval(clock);
      for (const running of views.values()) {
        clearTimeout(running.timer);
        for (const subscriber of running.subscribers) void subscriber.return();
      }
    },
  };
}
