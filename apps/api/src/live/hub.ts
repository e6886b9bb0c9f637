import type { Period } from '@heed/domain';
import type { DefinitionKind } from '../definitions/definition.ts';
import { Bucket } from '../graphql/bucket.ts';
import { Latest } from './latest.ts';
import type { Clock } from './clock.ts';

/**
 * Something that was written or told, or that happened to Heed itself (`service`): feedback that occurred in a period, what was read out of its comments (`readings`, by when the feedback occurred), what themes there are and what is under way with them (`themes`), what people are told of (`alerts`), settings that every view may show, definitions, loops
 * with all departments that ever held one of them, or what displays told of themselves (`displays`).
 */
export type Change =
  | { kind: 'feedback'; occurred: Period }
  | { kind: 'readings'; occurred: Period }
  | { kind: 'themes' }
  | { kind: 'workspace' }
  | { kind: 'displays' }
  | { kind: 'service' }
  | { kind: 'alerts' }
  | { kind: 'definitions'; kinds: readonly DefinitionKind[] }
  | { kind: 'loops'; ids: ReadonlySet<string>; departments: ReadonlySet<string> };

/** A question that people watch. Everyone who asks the same (same key) shares its computation. */
export interface View<T> {
  /** Everything that the answer depends on: the field, its arguments and what the caller may see. */
  key: string;
  /** True when a change may alter the answer. Called with the moment's own periods, because time moves them. */
  touchedBy(change: Change): boolean;
  compute(): Promise<T>;
  /**
   * What of the clock the answer depends on, as text: when a minute begins and it is another, the answer is looked at again.
   * Missing where every minute may alter it.
   */
  moment?(): string;
  /** When the newest answer was measured, where it came from memory and is older than the moment at which it was asked for. */
  measuredAt?(): Date | undefined;
  /** What is shown beside the answer and read when it is sent: a change of it is a reason to send, too. */
  beside?(): unknown;
}

/** A snapshot: the answer, the moment of its data, and a number that only grows, as decimal text. */
export type Snapshot<T> = T & { asOf: Date; version: string };

export interface Hub {
  /**
   * Snapshots of a view: one at once, then a new one after each change that altered the answer. Latest only. A view that
   * depends on saved filters is given as a function, which is asked again when one of them changes: the reader then goes
   * on with the view of the new conditions, or fails with what the function throws.
   */
  watch<T extends object>(view: View<T> | (() => View<T>)): Latest<Snapshot<T>>;
  changed(change: Change): void;
  /** How many watch, and how many distinct views they watch. */
  counts(): { subscribers: number; views: number };
  close(): void;
}

interface Subscriber {
  latest: Latest<unknown>;
  viewAgain: () => View<object>;
  running: Running;
}

interface Running {
  view: View<object>;
  subscribers: Set<Subscriber>;
  /** The newest snapshot, and its answer as text to see whether a later one differs. */
  last: { snapshot: Snapshot<object>; text: string } | undefined;
  computing: boolean;
  /** Changed since the running computation began. */
  dirty: boolean;
  /** What of the clock the last answer depended on. */
  moment: string | undefined;
  /** How often it may still be computed within this second. */
  turns: Bucket;
  timer: NodeJS.Timeout | undefined;
}

const RETRY_MS = 1_000;

export interface HubOptions {
  windowMs: number;
  maxPerSecond: number;
  clock: Clock;
  nextVersion: () => string;
  onError: (error: unknown) => void;
}

/**
 * State, not events: a subscriber gets whole answers, so whoever reconnects is right again with the first message. Changes
 * within `windowMs` are one computation; a computation is never run twice at once for a view, and no more than `maxPerSecond`
 * times a second, however much is written. Views that time moves are looked at again whenever a minute begins.
 */
export function createHub({ windowMs, maxPerSecond, clock, nextVersion, onError }: HubOptions): Hub {
  const views = new Map<string, Running>();
  let closed = false;

  function schedule(running: Running, delay: number): void {
    if (closed || running.timer || running.subscribers.size === 0) return;
    running.timer = setTimeout(() => {
      running.timer = undefined;
      if (running.turns.take()) void compute(running);
      else schedule(running, running.turns.waitMs());
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
    const asOf = new Date(clock.now());
    try {
      running.moment = running.view.moment?.();
      const answer = await running.view.compute();
      const text = JSON.stringify([answer, running.view.beside?.()]);
      if (running.last?.text !== text) {
        const snapshot = Object.assign(Object.create(Object.getPrototypeOf(answer) as object) as object, answer, { asOf: running.view.measuredAt?.() ?? asOf, version: nextVersion() });
        running.last = { snapshot, text };
        for (const { latest } of running.subscribers) latest.put(snapshot);
      }
    } catch (error) {
      onError(error);
      if (running.last) {
        schedule(running, RETRY_MS);
      } else {
        // Nobody has seen anything of this view yet: whoever waits is told, and may ask again.
        for (const { latest } of running.subscribers) latest.fail(error);
      }
    } finally {
      running.computing = false;
    }
    if (running.dirty) schedule(running, windowMs);
  }

  /** What a view says of itself; where it cannot even tell that, its computation is what says why. */
  function orTrue(tell: () => boolean): boolean {
    try {
      return tell();
    } catch {
      return true;
    }
  }

  function touch(running: Running): void {
    if (running.computing) running.dirty = true;
    else schedule(running, windowMs);
  }

  function runningOf(view: View<object>): Running {
    const known = views.get(view.key);
    if (known) return known;
    const running: Running = { view, subscribers: new Set(), last: undefined, computing: false, dirty: false, moment: undefined, turns: new Bucket({ atOnce: maxPerSecond, perSecond: maxPerSecond }), timer: undefined };
    views.set(view.key, running);
    return running;
  }

  function leave(subscriber: Subscriber): void {
    const { running } = subscriber;
    running.subscribers.delete(subscriber);
    if (running.subscribers.size > 0) return;
    clearTimeout(running.timer);
    running.timer = undefined;
    if (views.get(running.view.key) === running) views.delete(running.view.key);
  }

  /** Asks for the view again, and moves the subscriber when it has become another. */
  function renew(subscriber: Subscriber): void {
    let view: View<object>;
    try {
      view = subscriber.viewAgain();
    } catch (error) {
      return subscriber.latest.fail(error);
    }
    if (view.key === subscriber.running.view.key) return;
    leave(subscriber);
    subscriber.running = runningOf(view);
    subscriber.running.subscribers.add(subscriber);
    // Versions only grow, also for who comes from elsewhere: what others have seen already is computed and sent anew.
    if (subscriber.running.last) subscriber.running.last.text = '';
    void compute(subscriber.running);
  }

  // Time itself moves relative periods ("last 28 days") and makes loops late, without any write.
  const endMinutes = clock.onMinute(() => {
    for (const running of views.values()) if (orTrue(() => !running.view.moment || running.view.moment() !== running.moment)) touch(running);
  });

  return {
    watch<T extends object>(view: View<T> | (() => View<T>)) {
      const viewAgain = typeof view === 'function' ? view : () => view;
      const running = runningOf(viewAgain());
      const latest = new Latest<Snapshot<T>>(() => leave(subscriber));
      const subscriber: Subscriber = { latest: latest as Latest<unknown>, viewAgain, running };
      running.subscribers.add(subscriber);
      // A pending change means that the last snapshot is about to be replaced, but it is still the newest truth we have.
      if (running.last) latest.put(running.last.snapshot as Snapshot<T>);
      else void compute(running);
      return latest;
    },
    changed(change) {
      // What a saved filter, or a tile of a wall, asks for is another question from now on.
      if (change.kind === 'definitions' && (change.kinds.includes('filter') || change.kinds.includes('wall'))) {
        for (const subscriber of [...views.values()].flatMap(({ subscribers }) => [...subscribers])) renew(subscriber);
      }
      for (const running of views.values()) if (orTrue(() => running.view.touchedBy(change))) touch(running);
    },
    counts() {
      let subscribers = 0;
      for (const running of views.values()) subscribers += running.subscribers.size;
      return { subscribers, views: views.size };
    },
    close() {
      closed = true;
      endMinutes();
      for (const running of views.values()) {
        clearTimeout(running.timer);
        for (const { latest } of running.subscribers) void latest.return();
      }
    },
  };
}
