import { bucketRow, bucketsIn, bucketsOf, type Bucket } from '@heed/filter';
import { bind, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

// Without FINAL: what was written is looked for, not what is true. Readings count as well: a process that was slow may have written what it
// read before a correction, and must be found out. A merge changes a fingerprint too, which only costs a look.
const arrivals = defineQuery({
  name: 'themes.arrivals',
  params: z.strictObject({ from: z.string().regex(/^\d{1,20}$/) }),
  row: bucketRow,
  sql: ({ from }) => bucketsIn(sql`
      SELECT version AS at, 1 AS counted, sipHash64(feedback_id, day, version) AS key FROM feedback WHERE version >= ${bind('UInt64', from)}
      UNION ALL
      SELECT version AS at, 0 AS counted, sipHash64(feedback_id, day, version, revision) AS key FROM comment_readings WHERE version >= ${bind('UInt64', from)}`),
  examples: [{ from: '1' }],
});

/** The buckets in which anything was written from a version on, of feedback (whose rows are counted) or of readings; see `bucketsOf`. */
export async function readArrivals(reader: StoreReader, from: bigint): Promise<{ buckets: Bucket[]; complete: boolean }> {
  return bucketsOf(await reader.read(arrivals, { from: String(from) }));
}
