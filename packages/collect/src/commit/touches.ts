import { randomUUID } from 'node:crypto';
import { defineTable, rowsToBody, type Store } from '@heed/store';

/** Days that writers are about to change; see clickhouse/migrations/0006_feedback_daily.sql. */
const touchesTable = defineTable({ name: 'feedback_touches', columns: ['day', 'touch', 'sign'] });

/** For so long one announcement of a day serves all writes of this writer; whoever sums up days waits six times as long. */
const LEASE_MS = 30_000;

const DAY_MS = 86_400_000;

/** Announces the days that a writer changes, so that nobody reads their sums until they are made anew. */
export interface Touches {
  /**
   * Returns once every day (days since 1970, UTC) was announced durably within the lease. To be called before each attempt
   * to write. Throws as the store's insert.
   */
  hold(days: Iterable<number>): Promise<void>;
  /** Keeps days announced while `work` runs, however long it takes, for changes that are not inserts. */
  whileHeld<T>(days: readonly number[], work: () => Promise<T>): Promise<T>;
}

export interface TouchesOptions {
  store: Pick<Store, 'insert'>;
  leaseMs?: number | undefined;
  /** Milliseconds of a clock that never goes back. */
  monotonic?: () => number;
}

interface Lease {
  /** Milliseconds of the monotonic clock. */
  until: number;
  announced: Promise<void>;
}

/** The touches of one writer. Leases are counted by a monotonic clock: it does not matter what the wall clock says. */
export function createTouches({ store, leaseMs = LEASE_MS, monotonic = () => performance.now() }: TouchesOptions): Touches {
  const leases = new Map<number, Lease>();

  async function hold(days: Iterable<number>): Promise<void> {
    const now = monotonic();
    const lapsed: number[] = [];
    const waiting = new Set<Promise<void>>();
    for (const day of days) {
      const lease = leases.get(day);
      if (lease && lease.until > now) waiting.add(lease.announced);
      else lapsed.push(day);
    }
    if (lapsed.length > 0) {
      const announced = store.insert(touchesTable, rowsToBody(lapsed.map((day) => [dateOf(day), randomUUID(), 1])));
      for (const day of lapsed) leases.set(day, { until: now + leaseMs, announced });
      // Who waits for it learns of a failure; the next attempt announces again.
      announced.catch(() => lapsed.forEach((day) => leases.get(day)?.announced === announced && leases.delete(day)));
      waiting.add(announced);
    }
    await Promise.all(waiting);
  }

  return {
    hold,
    async whileHeld(days, work) {
      await hold(days);
      let renewed: Promise<void> = Promise.resolve();
      const renewing = setInterval(() => {
        // A renewal that fails is tried again at the next; the one before still holds for a while.
        renewed = hold(days).catch(() => undefined);
      }, leaseMs / 3);
      try {
        return await work();
      } finally {
        clearInterval(renewing);
        await renewed;
      }
    },
  };
}

/** The UTC day of a moment, as days since 1970. */
export function dayOf(epochMs: number): number {
  return Math.floor(epochMs / DAY_MS);
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
