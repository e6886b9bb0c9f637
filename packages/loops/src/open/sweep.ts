import { bucketStart, changedRanges, dependsOn, type Bucket } from '@heed/filter';
import type { Rule } from '../settings/settings.ts';
import { readArrivals, readReadingArrivals } from './arrivals.query.ts';
import { askedFor, workingRules } from './asked-rules.ts';
import type { Match } from './match.ts';
import { readMatches, type Position, type Scope } from './matches.query.ts';
import { MOST_TOGETHER, openMatches, type OpeningContext } from './open-matches.ts';
import { momentOf, readProgress, versionAt, type Progress } from './progress.ts';
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

/** One look is about so many rows: each page of it reads them again, and after a long stop none may take longer than the engine allows. */
const ROWS_A_RANGE = 50_000;

/**
 * Comments are read again when a person or a new model knows better, also those of years ago: that is no reason to open loops for old
 * feedback. So long after it was written its first reading may come, over a weekend on which none was read, and still opens loops.
 */
const RIPE_MS = 3 * 86_400_000;

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
/** Above every version. */
const NO_LIMIT = 1n << 64n;

const fingerprints = (buckets: readonly Bucket[]): Map<bigint, string> => new Map(buckets.map(({ bucket, fingerprint }) => [bucket, fingerprint]));
const newestOf = (buckets: readonly Bucket[], frontier: bigint): bigint => buckets.reduce((newest, bucket) => max(newest, bucket.newest), frontier);

/**
 * Looks through feedback in the order of its versions. Writers of several processes commit out of this order, so the last two minutes stay in
 * view: a fingerprint of each quarter of a second says whether anything came or went in it, and only such are looked at again.
 * What was read out of comments is followed likewise, by the moments at which it was read, while any rule asks for it: a rule about
 * themes can hold only after the feedback came. It is looked at first, and progress never goes beyond the moment of that look.
 * A version that lies in the future, from a writer whose clock is ahead, does not move the view.
 */
export function createSweep({ now, onError, from: firstFrom, batch = MOST_TOGETHER, ...context }: SweepOptions): Sweep {
  const { store } = context;
  let progress: Progress | undefined;
  /** Everything up to here was looked at once. */
  let frontier = 0n;
  let looked = new Map<bigint, string>();
  let notedAt = -Infinity;
  /** The same of readings; undefined while no rule asks for them. */
  let lookedReadings: { frontier: bigint; looked: Map<bigint, string> } | undefined;
  let began = false;

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

  async function lookAt(scope: Scope, { rules, isStopping, progressTo }: { rules: readonly Rule[]; isStopping: () => boolean; progressTo?: (next: Position | null) => Progress }): Promise<boolean> {
    if (rules.length === 0) return true;
    const read = async (after: Position | null): Promise<Page> => {
      const { matches, next } = await readMatches(store, { asked: askedFor(rules), scope, after, limit: batch * BATCHES_A_PAGE });
      return { matches: await keepRepeated(store, matches, { rules }), next };
    };
    for (let reading: Promise<Page> | null = read(null); reading; ) {
      const { matches, next }: Page = await reading;
      // The next page is read while the loops of this one are being written.
      reading = next && read(next);
      reading?.catch(() => undefined);
      const progress = progressTo?.(next);
      for (let start = 0; start < matches.length; start += batch) {
        if (isStopping()) return false;
        const isLast = start + batch >= matches.length;
        await openMatches(context, { matches: matches.slice(start, start + batch), rules, ...(isLast && progress ? { progress } : {}) });
      }
    }
    return true;
  }

  /** Looks at what was read since the last look; the version up to which all of it was looked at, or null when it was stopped. */
  async function lookAtReadings({ from, rules, isStopping }: { from: bigint; rules: readonly Rule[]; isStopping: () => boolean }): Promise<{ upTo: bigint; complete: boolean } | null> {
    const present = versionAt(now());
    if (!rules.some(({ when }) => dependsOn(when).readings)) {
      lookedReadings = undefined;
      began = true;
      return { upTo: NO_LIMIT, complete: true };
    }
    // What was read before somebody made the first such rule is history; what was read while nobody looked is not.
    const last = lookedReadings ?? { frontier: began ? present : (progress?.upTo ?? present), looked: new Map<bigint, string>() };
    began = true;
    const { buckets, complete } = await readReadingArrivals(store, bucketStart(max(0n, min(last.frontier, present) - versionAt(OVERLAP_MS))));
    for (const range of changedRanges(buckets, { looked: last.looked, most: ROWS_A_RANGE })) {
      const [first, end] = [momentOf(range.from), momentOf(range.to + 1n)];
      const version = String(max(from, versionAt(first - RIPE_MS)));
      if (!(await lookAt({ readings: { from: first, to: end, version } }, { rules, isStopping }))) return null;
    }
    const newest = newestOf(buckets, last.frontier);
    lookedReadings = { frontier: newest, looked: fingerprints(buckets) };
    return { upTo: complete ? present : newest, complete };
  }

  async function lookOnce(isStopping: () => boolean): Promise<boolean> {
    const { from } = await begin();
    const rules = workingRules(context.settings(), { onError });
    const readings = await lookAtReadings({ from, rules, isStopping });
    if (!readings) return true;
    const low = max(from, bucketStart(max(0n, min(frontier, versionAt(now())) - versionAt(OVERLAP_MS))));
    const { buckets, complete } = await readArrivals(store, low);
    for (const range of changedRanges(buckets, { looked, most: ROWS_A_RANGE })) {
      const scope = { versions: { from: String(max(range.from, from)), to: String(range.to) } };
      // The last version of a page may go on in the next.
      const progressTo = (next: Position | null): Progress => ({ from, upTo: min(min(next ? BigInt(next.at) - 1n : range.to, versionAt(now())), readings.upTo) });
      if (!(await lookAt(scope, { rules, isStopping, progressTo }))) return true;
    }
    looked = fingerprints(buckets);
    frontier = newestOf(buckets, frontier);
    const upTo = min(min(frontier, versionAt(now())), readings.upTo);
    if (progress && upTo > progress.upTo && now() - notedAt >= NOTE_MS) {
      await note({ from, upTo });
      progress = { from, upTo };
    }
    return complete && readings.complete;
  }

  return {
    async look({ isStopping }) {
      while (!(await lookOnce(isStopping)));
    },
  };
}
