import type { Versions } from './arrivals.query.ts';
import { bucketStart, changedRanges, readArrivals } from './arrivals.query.ts';
import { askedFor, workingRules } from './asked-rules.ts';
import type { Match } from './match.ts';
import { readMatches, type Position } from './matches.query.ts';
import { MOST_TOGETHER, openMatches, type OpeningContext } from './open-matches.ts';
import { readProgress, versionAt, type Progress } from './progress.ts';
import { keepRepeated } from './repeats.query.ts';

/** Each page reads its window again, so it is larger than a transaction. */
const BATCHES_A_PAGE = 4;

interface Page {
  matches: Match[];
  next: Position | null;
}

/**
 * How far back it is looked again for feedback of writers that were slower than others. A writer takes a version and then writes for at most
 * 20 seconds; the rest is for clocks that do not agree.
 */
const OVERLAP_MS = 120_000;

/** How often progress is written down where no loop comes of it; after a stop so much is looked at once more. */
const NOTE_MS = 60_000;

export interface Sweep {
  /** Looks at everything that was written since the last look. Throws what the store throws; the next look starts where this one ended. */
  look(options: { isStopping: () => boolean }): Promise<void>;
}

interface SweepOptions extends OpeningContext {
  now: () => number;
  onError: (error: unknown) => void;
  /** Where no rule ever looked: the version from which on feedback is looked at. */
  from: bigint;
  /** At most so many feedback in one transaction. */
  batch?: number | undefined;
}

const max = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const min = (left: bigint, right: bigint): bigint => (left < right ? left : right);

/**
 * Looks through feedback in the order of its versions. Writers of several processes commit out of this order, so the last two minutes stay in
 * view: a fingerprint of each quarter of a second says whether anything came or went in it, and only such are looked at again.
 * A version that lies in the future, from a writer whose clock is ahead, does not move the view.
 */
export function createSweep({ now, onError, from: firstFrom, batch = MOST_TOGETHER, ...context }: SweepOptions): Sweep {
  const { store } = context;
  let progress: Progress | undefined;
  /** Everything up to here was looked at once. */
  let frontier = 0n;
  let looked = new Map<bigint, string>();
  let notedAt = -Infinity;

  async function begin(): Promise<Progress> {
    if (progress) return progress;
    const known = await readProgress(context.loops);
    if (!known) await note({ from: firstFrom, upTo: firstFrom });
    // Of two that run for the first time at the same moment, one says what is history.
    progress = known ?? (await readProgress(context.loops)) ?? { from: firstFrom, upTo: firstFrom };
    frontier = progress.upTo;
    return progress;
  }

  async function note(made: Progress): Promise<void> {
    await openMatches(context, { matches: [], rules: [], progress: made });
    notedAt = now();
  }

  async function lookAt(versions: Versions, { from, isStopping }: { from: bigint; isStopping: () => boolean }): Promise<boolean> {
    const rules = workingRules(context.settings(), { onError });
    if (rules.length === 0) return true;
    const scope = { versions: { from: String(max(versions.from, from)), to: String(versions.to) } };
    const read = async (after: Position | null): Promise<Page> => {
      const { matches, next } = await readMatches(store, { asked: askedFor(rules), scope, after, limit: batch * BATCHES_A_PAGE });
      return { matches: await keepRepeated(store, matches, { rules }), next };
    };
    for (let reading: Promise<Page> | null = read(null); reading; ) {
      const { matches, next }: Page = await reading;
      // The next page is read while the loops of this one are being written.
      reading = next && read(next);
      reading?.catch(() => undefined);
      // The last version of a page may go on in the next.
      const progress = { from, upTo: min(next ? BigInt(next.at) - 1n : versions.to, versionAt(now())) };
      for (let start = 0; start < matches.length; start += batch) {
        if (isStopping()) return false;
        const isLast = start + batch >= matches.length;
        await openMatches(context, { matches: matches.slice(start, start + batch), rules, ...(isLast ? { progress } : {}) });
      }
    }
    return true;
  }

  async function lookOnce(isStopping: () => boolean): Promise<boolean> {
    const { from } = await begin();
    const low = max(from, bucketStart(max(0n, min(frontier, versionAt(now())) - versionAt(OVERLAP_MS))));
    const { buckets, complete } = await readArrivals(store, low);
    for (const range of changedRanges(buckets, { looked })) {
      if (!(await lookAt(range, { from, isStopping }))) return true;
    }
    looked = new Map(buckets.map(({ bucket, fingerprint }) => [bucket, fingerprint]));
    for (const { newest } of buckets) frontier = max(frontier, newest);
    const upTo = min(frontier, versionAt(now()));
    if (progress && upTo > progress.upTo && now() - notedAt >= NOTE_MS) {
      await note({ from, upTo });
      progress = { from, upTo };
    }
    return complete;
  }

  return {
    async look({ isStopping }) {
      while (!(await lookOnce(isStopping)));
    },
  };
}
