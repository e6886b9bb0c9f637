import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { READABLE } from './scope.ts';

/** Feedback as it is against what was read of it: the days on which they differ. Where nothing is amiss it answers nothing. */
const daysBehind = defineQuery({
  name: 'themes.daysBehind',
  params: z.strictObject({}),
  row: z.object({ number: count, comments: count, readings: count }),
  sql: () => sql`
    SELECT toUInt16(day) AS number, sum(n) AS comments, sum(m) AS readings
    FROM
    (
      SELECT day, count() AS n, 0 AS m, groupBitXor(sipHash64(feedback_id, version)) AS keys FROM feedback FINAL WHERE ${READABLE} GROUP BY day
      UNION ALL
      SELECT day, 0 AS n, count() AS m, groupBitXor(sipHash64(feedback_id, version)) AS keys FROM comment_readings FINAL GROUP BY day
    )
    GROUP BY number
    HAVING sum(n) != sum(m) OR groupBitXor(keys) != 0
    ORDER BY number DESC`,
  examples: [{}],
});

/** Days since 1970 (UTC), both included, and about how many comments of them are to be looked at. */
export interface Days {
  from: number;
  to: number;
  comments: number;
}

/** One look is about so many comments. */
const COMMENTS_A_RANGE = 50_000;

/** For a question that looks at every key once. */
const MAX_SECONDS = 120;

/**
 * The days on which not every comment was read as it is now, or something was read that is gone: latest first, because people look at what is
 * recent. Needs no mark of progress: a store whose readings were emptied, or that knew none, is behind on every day.
 */
export async function readDaysBehind(reader: StoreReader): Promise<Days[]> {
  const ranges: Days[] = [];
  for (const { number: day, comments, readings } of await reader.read(daysBehind, {}, { maxSeconds: MAX_SECONDS })) {
    const rows = Math.max(comments, readings);
    const last = ranges.at(-1);
    if (last?.from === day + 1 && last.comments + rows <= COMMENTS_A_RANGE) {
      last.from = day;
      last.comments += rows;
    } else ranges.push({ from: day, to: day, comments: rows });
  }
  return ranges;
}
