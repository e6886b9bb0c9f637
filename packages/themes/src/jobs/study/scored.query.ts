import { bind, count, defineExport, defineQuery, sql, type Store, type StoreReader } from '@heed/store';
import * as z from 'zod';

const SCORED = sql`enps IS NULL AND comment.size > 0 AND (nps IS NOT NULL OR csat IS NOT NULL OR ces IS NOT NULL)`;

const scored = defineQuery({
  name: 'themes.scored',
  params: z.strictObject({}),
  row: z.object({ comments: count }),
  sql: () => sql`SELECT count() AS comments FROM feedback FINAL WHERE ${SCORED}`,
  examples: [{}],
});

/** How many comments came with a score. */
export async function readScored(reader: StoreReader): Promise<number> {
  return (await reader.read(scored, {}, { maxSeconds: 60 }))[0]?.comments ?? 0;
}

const params = z.strictObject({ language: z.string(), most: z.number().int().min(1) });

/** Latest first, because words change; near duplicates once. */
const scoredComments = defineExport<z.infer<typeof params>>({
  name: 'themes.scoredComments',
  params,
  sql: ({ language, most }) => sql`
    SELECT f.comment, f.language, f.source, f.nps, f.csat, f.csat_scale, f.ces, f.ces_scale, f.ces_version
    FROM (SELECT * FROM (SELECT *, day FROM feedback FINAL WHERE ${SCORED})) AS f
    INNER JOIN (SELECT day, feedback_id, version, fold FROM comment_readings FINAL WHERE language = ${bind('String', language)}) AS r
      ON f.day = r.day AND f.feedback_id = r.feedback_id AND f.version = r.version
    ORDER BY f.day DESC, f.feedback_id
    LIMIT 1 BY if(r.fold = 0, sipHash64(f.feedback_id), r.fold)
    LIMIT ${bind('UInt32', most)}`,
  examples: [{ language: 'en', most: 10 }],
});

/** The lines of scored comments of a language: comment, language as given, source, and the scores. Throws as `StoreStreamer.stream`. */
export async function readScoredComments(store: Pick<Store, 'stream'>, asked: z.infer<typeof params>, { signal }: { signal: AbortSignal }): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const stream: AsyncIterable<Uint8Array> = await store.stream(scoredComments, asked, { format: 'JSONCompactEachRow', signal });
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}
