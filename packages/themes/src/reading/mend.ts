import type { StoreReader } from '@heed/store';
import { readDaysBehind } from './store/behind.query.ts';
import type { Scope } from './store/scope.ts';
import type { Stale } from './store/stale.ts';
import { readStaleDays } from './store/to-read.query.ts';

/** How far a long reading has come. */
export interface MendingProgress {
  /** `behind`: comments that were never read, or not as they are now. `restating`: those that are read by what is known better by now. */
  step: 'behind' | 'restating';
  done: number;
  of: number;
}

interface Options {
  store: StoreReader;
  read: (scope: Scope, options: { again: Stale | null }) => Promise<unknown>;
  isStopping: () => boolean;
  onProgress: (progress: MendingProgress | null) => void;
}

/** A look at readings that are to be made again is about so many. */
const READINGS_A_RANGE = 20_000;

/** Reads everything of the past that was not read as it is now, latest days first. Throws what the store throws. */
export async function catchUp({ store, read, isStopping, onProgress }: Options): Promise<void> {
  const ranges = await readDaysBehind(store);
  const of = ranges.reduce((sum, { comments }) => sum + comments, 0);
  let done = 0;
  for (const { from, to, comments } of ranges) {
    if (isStopping()) return;
    onProgress({ step: 'behind', done, of });
    await read({ days: { from, to } }, { again: null });
    done += comments;
  }
  onProgress(null);
}

/**
 * Makes readings again that people or a new model know better, latest days first. `what` is asked before each step, because people go on
 * meanwhile; when it changed, it is begun anew.
 */
export async function restate({ store, read, isStopping, onProgress }: Options, { what }: { what: () => Promise<Stale> }): Promise<void> {
  for (;;) {
    const asked = await what();
    const days = await readStaleDays(store, asked);
    const of = days.reduce((sum, { readings }) => sum + readings, 0);
    if (of === 0 || isStopping()) return onProgress(null);
    if (await restateDays(days, { asked, of })) return onProgress(null);
  }

  async function restateDays(days: readonly { day: number; readings: number }[], { asked, of }: { asked: Stale; of: number }): Promise<boolean> {
    let done = 0;
    for (let index = 0; index < days.length; ) {
      if (isStopping()) return true;
      const present = await what();
      if (differs(present, asked)) return false;
      onProgress({ step: 'restating', done, of });
      const to = days[index]?.day ?? 0;
      let from = to;
      let readings = 0;
      for (; index < days.length && readings < READINGS_A_RANGE; index++) {
        from = days[index]?.day ?? from;
        readings += days[index]?.readings ?? 0;
      }
      await read({ days: { from, to } }, { again: asked });
      done += readings;
    }
    return true;
  }
}

/** Time alone makes no difference worth beginning anew for. */
function differs(one: Stale, other: Stale): boolean {
  return JSON.stringify({ ...one, unknownBefore: 0 }) !== JSON.stringify({ ...other, unknownBefore: 0 });
}
