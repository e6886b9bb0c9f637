import { bind, count, defineExport, defineQuery, moment, sql, type Sql, type Store, type StoreReader } from '@heed/store';
import * as z from 'zod';

const params = z.strictObject({
  language: z.string(),
  /** Epoch milliseconds: from here on comments are recent, and those of before are asked for from `from` on. */
  since: z.number().int(),
  from: z.number().int(),
  mostRecent: z.number().int().min(1),
  mostOlder: z.number().int().min(1),
});
type Params = z.infer<typeof params>;

/** The latest comments, and some of those of before, chosen by a hash of their ids. Near duplicates are kept: many who say the same are news. */
const recent = defineExport<Params>({
  name: 'themes.recent',
  params,
  sql: (asked) => sql`
    SELECT toString(f.feedback_id), f.comment, f.language, f.source, toUnixTimestamp64Milli(f.occurred_at), ifNull(toString(f.customer_id), ''), chosen.themes
    FROM (${chosen(asked)}) AS chosen
    INNER JOIN (SELECT day, feedback_id, version, comment, language, source, occurred_at, customer_id FROM feedback FINAL WHERE enps IS NULL AND (day, feedback_id) IN (SELECT day, feedback_id FROM (${chosen(asked)}))) AS f
      ON f.day = chosen.day AND f.feedback_id = chosen.feedback_id AND f.version = chosen.version
    ORDER BY f.occurred_at, f.feedback_id`,
  examples: [{ language: 'en', since: 1_790_000_000_000, from: 1_780_000_000_000, mostRecent: 10, mostOlder: 10 }],
});

function chosen({ language, since, from, mostRecent, mostOlder }: Params): Sql {
  const columns = sql`SELECT day, feedback_id, version, themes FROM comment_readings FINAL WHERE language = ${bind('String', language)} AND fold != 0`;
  return sql`
    SELECT day, feedback_id, version, themes FROM (${columns} AND day >= toDate(${moment(since)}) ORDER BY day DESC, feedback_id LIMIT ${bind('UInt32', mostRecent)})
    UNION ALL
    SELECT day, feedback_id, version, themes FROM (${columns} AND day < toDate(${moment(since)}) AND day >= toDate(${moment(from)}) ORDER BY sipHash64(feedback_id) LIMIT ${bind('UInt32', mostOlder)})`;
}

/** The lines of recent and older comments: id, comment, language as given, source, moment, customer, themes. Throws as `StoreStreamer.stream`. */
export async function readRecent(store: Pick<Store, 'stream'>, asked: Params, { signal }: { signal: AbortSignal }): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const stream: AsyncIterable<Uint8Array> = await store.stream(recent, asked, { format: 'JSONCompactEachRow', signal });
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const recentDays = defineQuery({
  name: 'themes.recentDays',
  params: z.strictObject({ from: z.number().int() }),
  row: z.object({ language: z.string(), number: count, comments: count }),
  sql: ({ from }) => sql`
    SELECT language, toUInt16(day) AS number, count() AS comments
    FROM comment_readings FINAL
    WHERE day >= toDate(${moment(from)}) AND fold != 0
    GROUP BY language, number`,
  examples: [{ from: 1_790_000_000_000 }],
});

/** How many comments of a language could be read on each day (days since 1970) from a moment on. */
export async function readRecentDays(reader: StoreReader, from: number): Promise<{ language: string; day: number; comments: number }[]> {
  return (await reader.read(recentDays, { from }, { maxSeconds: 60 })).map(({ number: day, ...row }) => ({ ...row, day }));
}
