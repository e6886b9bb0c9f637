import { feedbackFilter, type FilterCondition } from '@heed/domain';
import { compileFilter, exampleFilter } from '@heed/filter';
import { bind, count, defineQuery, moment, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { BIN_MS, HISTORY_MS } from './find-silence.ts';

const DAY = 86_400_000;
/** What was older than this when it came was brought along, and says nothing of when its source speaks. */
const OLDEST_MS = 30 * DAY;

const { period: _period, ...example } = exampleFilter;

const arrivals = defineQuery<{ filter: FilterCondition; from: number; until: number }, { source: string; at: number[] }>({
  name: 'alerts.arrivals',
  params: z.strictObject({ filter: feedbackFilter, from: z.number(), until: z.number() }),
  row: z.object({ source: z.string(), at: z.array(count) }),
  // Of employees nothing is told, also not when they answered.
  sql: ({ filter, from, until }) => sql`
    SELECT source, arraySort(groupUniqArray(intDiv(toUnixTimestamp64Milli(received_at), ${bind('Int64', BIN_MS)}) * ${bind('Int64', BIN_MS)})) AS at
    FROM feedback FINAL
    WHERE ${compileFilter(filter, { period: { from: from - OLDEST_MS, to: until + DAY } })} AND received_at >= ${moment(from)} AND received_at < ${moment(until)}
    GROUP BY source ORDER BY source`,
  examples: [{ filter: example, from: 1_790_000_000_000, until: 1_790_000_000_001 }],
});

/** The begins of the five minutes in which something came from each source in the 60 days (or `historyMs`) up to a moment, in order. Throws BAD_USER_INPUT for a filter that is not valid. */
export async function readArrivals(reader: StoreReader, { filter, now, historyMs = HISTORY_MS }: { filter: FilterCondition; now: number; historyMs?: number }): Promise<Map<string, number[]>> {
  const rows = await reader.read(arrivals, { filter, from: now - historyMs, until: now });
  return new Map(rows.map(({ source, at }) => [source, at]));
}
