import { bigint, bind, count, sql, type Sql } from '@heed/store';
import * as z from 'zod';

/**
 * How feedback is followed in the order of its versions, by whoever works on it behind ingest. Writers commit out of this order, so the last
 * minutes stay in view: a fingerprint of each bucket of versions says whether anything came or went in it, and only such are looked at again.
 */

/** Versions fall into buckets of 2^28, which is about a quarter of a second. */
const BUCKET_BITS = 28n;

/** At most so many buckets in one look; what is beyond comes with the next. */
const MOST_BUCKETS = 50_000;

/** What was written in a bucket of versions, as a fingerprint that changes with every row that comes or goes. */
export interface Bucket {
  bucket: bigint;
  fingerprint: string;
  /** The highest version in it. */
  newest: bigint;
  rows: number;
}

/** A row of `bucketsIn`. */
export const bucketRow = z.object({ bucket: bigint, rows: count, keys: z.string(), newest: bigint });

/** Buckets of what stands in a source with the columns `at` (a version, or a moment as the smallest version of it), `key` (a hash of what was written) and `counted` (0 or 1). */
export const bucketsIn = (source: Sql): Sql => sql`
    SELECT bitShiftRight(at, ${bind('UInt8', Number(BUCKET_BITS))}) AS bucket, sum(counted) AS rows, groupBitXor(key) AS keys, max(at) AS newest
    FROM (${source})
    GROUP BY bucket
    ORDER BY bucket
    LIMIT ${bind('UInt32', MOST_BUCKETS)}`;

/** The buckets of an answer, ascending; `complete` is false when there are more of them. */
export function bucketsOf(rows: readonly z.infer<typeof bucketRow>[]): { buckets: Bucket[]; complete: boolean } {
  return { buckets: rows.map(({ bucket, rows: n, keys, newest }) => ({ bucket, fingerprint: `${n}:${keys}`, newest, rows: n })), complete: rows.length < MOST_BUCKETS };
}

/** The first version of the bucket in which a version stands. */
export function bucketStart(version: bigint): bigint {
  return (version >> BUCKET_BITS) << BUCKET_BITS;
}

/** A range of versions, both included. */
export interface Versions {
  from: bigint;
  to: bigint;
}

/** The ranges of versions in which something came since the last look, ascending. Neighbouring buckets make one range, up to `most` rows. */
export function changedRanges(buckets: readonly Bucket[], { looked, most }: { looked: ReadonlyMap<bigint, string>; most: number }): Versions[] {
  const ranges: Versions[] = [];
  let open: { range: Versions; rows: number } | undefined;
  for (const { bucket, fingerprint, rows } of buckets) {
    const to = ((bucket + 1n) << BUCKET_BITS) - 1n;
    if (looked.get(bucket) === fingerprint) open = undefined;
    else if (open && open.rows + rows <= most) {
      open.range.to = to;
      open.rows += rows;
    } else {
      open = { range: { from: bucket << BUCKET_BITS, to }, rows };
      ranges.push(open.range);
    }
  }
  return ranges;
}
