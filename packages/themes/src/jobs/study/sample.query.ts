import { bind, count, defineExport, defineQuery, sql, type Sql, type Store, type StoreReader } from '@heed/store';
import * as z from 'zod';

const params = z.strictObject({
  language: z.string(),
  most: z.number().int().min(1),
  /** Chooses; the same gives the same comments. */
  seed: z.number().int(),
  /** Days since 1970. */
  today: z.number().int(),
  /** Only comments that name this theme, or null for all. */
  theme: z.string().nullable(),
});
type Params = z.infer<typeof params>;

/** A comment of this age in days weighs half as much as one of today, above a quarter that none loses. */
const HALF_LIFE_DAYS = 60;

/**
 * Comments of one language that could be read, near duplicates once: all of them, or a choice in which recent ones weigh more (each has
 * the key −ln(u) ÷ weight with u by chance, and the smallest keys are taken: Efraimidis and Spirakis 2006). Chance is a hash of the id, so that
 * the same feedback gives the same choice.
 */
const sample = defineExport<Params>({
  name: 'themes.sample',
  params,
  sql: (asked) => sql`
    SELECT toString(f.feedback_id), f.comment, f.language, f.source, toString(f.day), chosen.themes
    FROM (${chosen(asked)}) AS chosen
    INNER JOIN (SELECT day, feedback_id, version, comment, language, source FROM feedback FINAL WHERE enps IS NULL AND (day, feedback_id) IN (SELECT day, feedback_id FROM (${chosen(asked)}))) AS f
      ON f.day = chosen.day AND f.feedback_id = chosen.feedback_id AND f.version = chosen.version
    ORDER BY f.day, f.feedback_id`,
  examples: [
    { language: 'en', most: 20_000, seed: 1, today: 20_000, theme: null },
    { language: 'ko', most: 5, seed: 1, today: 20_000, theme: 'abcdefghij' },
  ],
});

function chosen({ language, most, seed, today, theme }: Params): Sql {
  const weight = sql`(0.25 + 0.75 * exp2(-greatest(0, toInt32(${bind('UInt16', today)}) - toInt32(toUInt16(day))) / ${bind('Float64', HALF_LIFE_DAYS)}))`;
  const u = sql`((bitShiftRight(sipHash64(feedback_id, ${bind('UInt32', seed)}), 11) + 1) / 9007199254740993)`;
  return sql`
    SELECT day, feedback_id, version, themes, -log(${u}) / ${weight} AS key
    FROM comment_readings FINAL
    WHERE language = ${bind('String', language)} AND fold != 0${theme === null ? sql`` : sql` AND has(themes, ${bind('String', theme)})`}
    ORDER BY key, feedback_id
    LIMIT 1 BY fold
    LIMIT ${bind('UInt32', most)}`;
}

/** The lines of a sample: id, comment, language as given, source, day, themes. Throws as `StoreStreamer.stream`. */
export async function readSample(store: Pick<Store, 'stream'>, asked: Params, { signal }: { signal: AbortSignal }): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const stream: AsyncIterable<Uint8Array> = await store.stream(sample, asked, { format: 'JSONCompactEachRow', signal });
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const readable = defineQuery({
  name: 'themes.readable',
  params: z.strictObject({}),
  row: z.object({ language: z.string(), comments: count }),
  sql: () => sql`
    SELECT language, count() AS comments
    FROM comment_readings FINAL
    WHERE language != '' AND fold != 0
    GROUP BY language
    ORDER BY language`,
  examples: [{}],
});

/** How many comments of each language could be read. */
export async function readReadable(reader: StoreReader): Promise<Record<string, number>> {
  return Object.fromEntries((await reader.read(readable, {}, { maxSeconds: 60 })).map(({ language, comments }) => [language, comments]));
}
