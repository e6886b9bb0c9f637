import type { Store } from '@heed/store';
import { createClocks } from '../clock/clocks.ts';
import type { Appended, Loops } from '../log/loops.ts';
import { fireTimers, nextTimer } from '../loop/timers.ts';
import type { LoopState } from '../loop/state.ts';
import type { LoopSettings } from '../settings/settings.ts';
import { dueLoops } from './due-loops.query.ts';

export interface TimersOptions {
  loops: Pick<Loops, 'transact'>;
  store: Pick<Store, 'read'>;
  /** The present settings. */
  settings: () => LoopSettings;
  /** Epoch milliseconds. */
  now?: () => number;
  /** Told of what went wrong; it is tried again. */
  onError: (error: unknown) => void;
}

/** Does what becomes due by itself: warnings, breaches, escalations, taking back. */
export interface Timers {
  start(): void;
  /** Returns when nothing is under way any more. */
  stop(): Promise<void>;
  /** To be told of everything that is appended, so that what becomes due soon is known at once. */
  appended(appended: Appended): void;
  /** Fires all that is due now; how many loops that were. */
  tick(): Promise<number>;
}

/** Between two looks at the clock. */
const TICK_MS = 250;
/** Between two looks at the store for what becomes due within the horizon. */
const LOOK_MS = 30_000;
const HORIZON_MS = 60_000;
/** Loops in one transaction: when tens of thousands are due at one moment these go fast, and commands in between wait a fifth of a second. */
const AT_ONCE = 2_500;
/** Loops that are looked up at once; further ones wait for the next look, which then comes at once. */
const MOST_LOOKED_UP = 100_000;
/** After a failure. */
const PAUSE_MS = 2_000;

/**
 * Timers over loops. What becomes due within a minute is kept in memory; the store is asked every half minute for more, so it
 * does not matter how many targets run. What is remembered is only a hint: a transaction looks at the loop as it stands, so several
 * processes may each have timers and everything fires once, and a process that starts finds what became due while none ran.
 */
export function createTimers({ loops, store, settings, now = Date.now, onError }: TimersOptions): Timers {
  const upcoming = new Map<string, number>();
  let lookedAt = -Infinity;
  let interval: NodeJS.Timeout | undefined;
  let underWay: Promise<number> | undefined;

  function rules() {
    const present = settings();
    return { settings: present, clocks: createClocks(present) };
  }

  function remember(state: LoopState): void {
    const at = nextTimer(state, rules());
    if (at !== null && at <= now() + HORIZON_MS) upcoming.set(state.id, at);
    else upcoming.delete(state.id);
  }

  async function look(moment: number): Promise<void> {
    if (moment < lookedAt + LOOK_MS) return;
    const found = await store.read(dueLoops, { until: moment + HORIZON_MS, limit: MOST_LOOKED_UP });
    // Something sooner may have been appended while the store was asked.
    for (const { id, at } of found) upcoming.set(id, Math.min(at, upcoming.get(id) ?? at));
    lookedAt = found.length < MOST_LOOKED_UP ? moment : -Infinity;
  }

  async function fire(ids: readonly string[]): Promise<void> {
    // What is appended meanwhile is remembered anew.
    for (const id of ids) upcoming.delete(id);
    try {
      const others = await loops.transact({
        loops: ids,
        decide({ loops: found, append, now: moment }) {
          const present = { ...rules(), now: moment };
          return [...found.values()].filter((state) => {
            const happenings = fireTimers(state, present);
            append(state.id, happenings.map((happening) => ({ ...happening, actor: 'system', by: '' })));
            return happenings.length === 0;
          });
        },
      });
      // For whom it was too early; a row that says so and is wrong waits for the next look.
      for (const state of others) if ((nextTimer(state, rules()) ?? 0) > now()) remember(state);
    } catch (error) {
      // The store knows them still.
      lookedAt = -Infinity;
      throw error;
    }
  }

  async function fireAll(): Promise<number> {
    const moment = now();
    await look(moment);
    const due = [...upcoming].filter(([, at]) => at <= moment).sort(([, left], [, right]) => left - right);
    for (let start = 0; start < due.length; start += AT_ONCE) await fire(due.slice(start, start + AT_ONCE).map(([id]) => id));
    return due.length;
  }

  function tick(): Promise<number> {
    underWay ??= fireAll().finally(() => (underWay = undefined));
    return underWay;
  }

  /** Milliseconds of performance.now(). */
  let quietUntil = 0;
  function tickByItself(): void {
    if (underWay || performance.now() < quietUntil) return;
    tick().catch((error: unknown) => {
      quietUntil = performance.now() + PAUSE_MS;
      onError(error);
    });
  }

  return {
    start() {
      interval ??= setInterval(tickByItself, TICK_MS).unref();
    },
    async stop() {
      clearInterval(interval);
      interval = undefined;
      await underWay?.catch(() => 0);
    },
    appended({ loops: changed }) {
      for (const { after } of changed) remember(after);
    },
    tick,
  };
}
