import { bucketStart, changedRanges, type Versions } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { readArrivals } from './store/arrivals.query.ts';
import { versionAt } from './store/revision-clock.ts';
import type { Scope } from './store/scope.ts';

/**
 * How far back it is looked again for feedback of writers that were slower than others. A writer takes a version and then writes for at most
 * 20 seconds; the rest is for clocks that do not agree.
 */
const OVERLAP_MS = 120_000;
/** One look is about so many rows: their keys are held while it lasts. */
const ROWS_A_RANGE = 100_000;

export interface Follower {
  /** Reads everything that was written since the last look. Throws what the store throws; the next look starts where this one ended. */
  look(options: { isStopping: () => boolean }): Promise<void>;
}

interface Options {
  store: StoreReader;
  /** Reads what is in a scope. */
  read: (scope: Scope) => Promise<unknown>;
  /** Hears which versions came, before they are read: what they say of older ones must be known by then. */
  onVersions: (versions: Versions) => Promise<void>;
  /** Epoch milliseconds. */
  now: () => number;
}

const max = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const min = (left: bigint, right: bigint): bigint => (left < right ? left : right);

/**
 * Follows feedback in the order of its versions, from now on. Writers of several processes commit out of this order, so the last two minutes
 * stay in view: a fingerprint of each quarter of a second says whether anything came or went in it, of feedback or of readings, and only
 * such are looked at again. So a look finds out what another process wrote that was slow and is wrong by now, and this one
 * confirms what it wrote itself. A version that lies in the future, from a writer whose clock is ahead, does not move the view.
 */
export function createFollower({ store, read, onVersions, now }: Options): Follower {
  let frontier = versionAt(now());
  let looked = new Map<bigint, string>();

  async function lookOnce(isStopping: () => boolean): Promise<boolean> {
    const low = bucketStart(max(0n, min(frontier, versionAt(now())) - versionAt(OVERLAP_MS)));
    const { buckets, complete } = await readArrivals(store, low);
    for (const { from, to } of changedRanges(buckets, { looked, most: ROWS_A_RANGE })) {
      if (isStopping()) return true;
      await onVersions({ from, to });
      await read({ versions: { from: String(from), to: String(to) } });
    }
    if (isStopping()) return true;
    looked = new Map(buckets.map(({ bucket, fingerprint }) => [bucket, fingerprint]));
    for (const { newest } of buckets) frontier = max(frontier, newest);
    return complete;
  }

  return {
    async look({ isStopping }) {
      while (!(await lookOnce(isStopping)));
    },
  };
}
