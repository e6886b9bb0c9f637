import { bigint, bind, count, defineQuery, moment, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { FRACTION_BITS, momentOf } from './progress.ts';

const unsigned = z.string().regex(/^\d{1,20}$/);

/** Versions fall into buckets of 2^28, which is about a quarter of a second. */
const BUCKET_BITS = 28n;

/** At most so many buckets in one look; what is beyond comes with the next. */
const MOST_BUCKETS = 50_000;

/** The feedback that was written in a bucket of versions, as a fingerprint that changes with every row that comes or goes. */
export interface Bucket {
  bucket: bigint;
  fingerprint: string;
  /** The highest version in it. */
  newest: bigint;
  rows: number;
}

// Without FINAL: what was written is looked for, not what is true. A merge changes a fingerprint too, which only costs a look.
const arrivals = defineQuery({
  name: 'loops.arrivals',
  params: z.strictObject({ from: unsigned }),
  row: z.object({ bucket: bigint, rows: count, keys: z.string(), newest: bigint }),
  sql: ({ from }) => sql`
    SELECT bitShiftRight(version, ${bind('UInt8', Number(BUCKET_BITS))}) AS bucket, count() AS rows, groupBitXor(sipHash64(feedback_id, day, version)) AS keys, max(version) AS newest
    FROM feedback
    WHERE version >= ${bind('UInt64', from)}
    GROUP BY bucket
    ORDER BY bucket
    LIMIT ${bind('UInt32', MOST_BUCKETS)}`,
  examples: [{ from: '1' }],
});

/** The buckets in which anything was written from a version on, ascending; `complete` is false when there are more of them. */
export async function readArrivals(reader: StoreReader, from: bigint): Promise<{ buckets: Bucket[]; complete: boolean }> {
  return bucketsOf(await reader.read(arrivals, { from: String(from) }));
}

/** The same of what was read out of comments, in the order in which it was read: a moment stands as the smallest version of it. */
const readingArrivals = defineQuery({
  name: 'loops.readingArrivals',
  params: z.strictObject({ from: z.number().int() }),
  row: z.object({ bucket: bigint, rows: count, keys: z.string(), newest: bigint }),
  sql: ({ from }) => sql`
    SELECT bitShiftRight(at, ${bind('UInt8', Number(BUCKET_BITS))}) AS bucket, count() AS rows, groupBitXor(sipHash64(feedback_id, day, version, revision)) AS keys, max(at) AS newest
    FROM (SELECT feedback_id, day, version, revision, bitShiftLeft(toUInt64(toUnixTimestamp64Milli(read_at)), ${bind('UInt8', Number(FRACTION_BITS))}) AS at FROM comment_readings WHERE read_at >= ${moment(from)})
    GROUP BY bucket
    ORDER BY bucket
    LIMIT ${bind('UInt32', MOST_BUCKETS)}`,
  examples: [{ from: 1 }],
});

/** The buckets in which anything was read from a moment on, that stands as the smallest version of it; else as `readArrivals`. */
export async function readReadingArrivals(reader: StoreReader, from: bigint): Promise<{ buckets: Bucket[]; complete: boolean }> {
  return bucketsOf(await reader.read(readingArrivals, { from: momentOf(from) }));
}

type ArrivalRow = z.infer<typeof arrivals.row>;

function bucketsOf(rows: readonly ArrivalRow[]): { buckets: Bucket[]; complete: boolean } {
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

/** One look is about so many rows: each page of it reads them again, and after a long stop none may take longer than the engine allows. */
const ROWS_A_RANGE = 50_000;

/**
 * The ranges of versions in which something came since the last look, ascending. Neighbouring buckets make one range, up to so many rows.
 */
export function changedRanges(buckets: readonly Bucket[], { looked, most = ROWS_A_RANGE }: { looked: ReadonlyMap<bigint, string>; most?: number }): Versions[] {
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
