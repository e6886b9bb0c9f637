import { bucketRow, bucketsIn, bucketsOf, type Bucket } from '@heed/filter';
import { bind, defineQuery, moment, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { FRACTION_BITS, momentOf } from './progress.ts';

// Without FINAL: what was written is looked for, not what is true. A merge changes a fingerprint too, which only costs a look.
const arrivals = defineQuery({
  name: 'loops.arrivals',
  params: z.strictObject({ from: z.string().regex(/^\d{1,20}$/) }),
  row: bucketRow,
  sql: ({ from }) => bucketsIn(sql`SELECT version AS at, 1 AS counted, sipHash64(feedback_id, day, version) AS key FROM feedback WHERE version >= ${bind('UInt64', from)}`),
  examples: [{ from: '1' }],
});

/** The buckets in which anything was written from a version on; see `bucketsOf`. */
export async function readArrivals(reader: StoreReader, from: bigint): Promise<{ buckets: Bucket[]; complete: boolean }> {
  return bucketsOf(await reader.read(arrivals, { from: String(from) }));
}

/** The same of what was read out of comments, in the order in which it was read: a moment stands as the smallest version of it. */
const readingArrivals = defineQuery({
  name: 'loops.readingArrivals',
  params: z.strictObject({ from: z.number().int() }),
  row: bucketRow,
  sql: ({ from }) => bucketsIn(sql`
      SELECT bitShiftLeft(toUInt64(toUnixTimestamp64Milli(read_at)), ${bind('UInt8', Number(FRACTION_BITS))}) AS at, 1 AS counted, sipHash64(feedback_id, day, version, revision) AS key
      FROM comment_readings
      WHERE read_at >= ${moment(from)}`),
  examples: [{ from: 1 }],
});

/** The buckets in which anything was read from a moment on, that stands as the smallest version of it; else as `readArrivals`. */
export async function readReadingArrivals(reader: StoreReader, from: bigint): Promise<{ buckets: Bucket[]; complete: boolean }> {
  return bucketsOf(await reader.read(readingArrivals, { from: momentOf(from) }));
}
