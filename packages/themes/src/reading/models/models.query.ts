import { bind, count, defineExport, defineQuery, defineStatement, sql, type Store, type StoreReader } from '@heed/store';
import * as z from 'zod';

const kind = z.enum(['themes', 'sentiment']);
const one = z.strictObject({ kind, model: z.number().int().min(0) });
type One = z.infer<typeof one>;

const counts = defineExport<One>({
  name: 'themes.counts',
  params: one,
  sql: ({ kind: of, model }) => sql`SELECT language, class, ngram, n FROM theme_models WHERE kind = ${bind('String', of)} AND model = ${bind('UInt32', model)}`,
  examples: [{ kind: 'themes', model: 1 }],
});

/** All counts of a model as lines of JSON: language, class, n-gram, n. They can be shared by threads. Throws as `StoreStreamer.stream`. */
export async function readCounts(store: Pick<Store, 'stream'>, asked: One): Promise<SharedArrayBuffer> {
  const chunks: Uint8Array[] = [];
  const stream: AsyncIterable<Uint8Array> = await store.stream(counts, asked, { format: 'JSONCompactEachRow' });
  for await (const chunk of stream) chunks.push(chunk);
  const whole = new Uint8Array(new SharedArrayBuffer(chunks.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole.buffer;
}

const newest = defineQuery({
  name: 'themes.newestModel',
  params: z.strictObject({ kind }),
  row: z.object({ model: z.number() }),
  sql: ({ kind: of }) => sql`SELECT max(model) AS model FROM theme_models WHERE kind = ${bind('String', of)}`,
  examples: [{ kind: 'themes' }],
});

/** The highest number of a model of which anything is stored; 0 for none. */
export async function newestModel(reader: StoreReader, of: One['kind']): Promise<number> {
  return (await reader.read(newest, { kind: of }))[0]?.model ?? 0;
}

const fingerprints = defineQuery({
  name: 'themes.modelFingerprints',
  params: z.strictObject({ models: z.array(z.number().int()) }),
  row: z.object({ model: z.number(), language: z.string(), fingerprint: z.string() }),
  sql: ({ models }) => sql`
    SELECT model, language, concat(toString(count()), ':', toString(groupBitXor(sipHash64(class, ngram, n)))) AS fingerprint
    FROM theme_models
    WHERE kind = 'themes' AND has(${bind('Array(UInt32)', models)}, model)
    GROUP BY model, language`,
  examples: [{ models: [1, 2] }],
});

/** By model and language, what is the same where the counts are. */
export async function readFingerprints(reader: StoreReader, models: readonly number[]): Promise<Map<number, Map<string, string>>> {
  const found = new Map(models.map((model) => [model, new Map<string, string>()]));
  if (models.length === 0) return found;
  for (const { model, language, fingerprint } of await reader.read(fingerprints, { models: [...models] }, { maxSeconds: 120 })) found.get(model)?.set(language, fingerprint);
  return found;
}

const copied = z.strictObject({ from: z.number().int(), to: z.number().int(), except: z.array(z.string()) });

/** Copies a model of themes under another number, but for some languages. Sent again it does nothing more. */
const copyModel = defineStatement<z.infer<typeof copied>>({
  name: 'themes.copyModel',
  params: copied,
  sql: ({ from, to, except }) => sql`
    INSERT INTO theme_models (kind, model, language, class, ngram, n)
    SELECT kind, ${bind('UInt32', to)}, language, class, ngram, n
    FROM theme_models
    WHERE kind = 'themes' AND model = ${bind('UInt32', from)} AND NOT has(${bind('Array(String)', except)}, toString(language))`,
});

/** What another model knows of other languages is part of a new one, for each model has all of its counts. */
export async function copyCounts(store: Pick<Store, 'execute'>, copy: z.infer<typeof copied>): Promise<void> {
  await store.execute(copyModel, copy);
}

const pruned = z.strictObject({ kind, keep: z.array(z.number().int()), below: z.number().int() });

const pruneModels = defineStatement<z.infer<typeof pruned>>({
  name: 'themes.pruneModels',
  params: pruned,
  sql: ({ kind: of, keep, below }) => sql`
    ALTER TABLE theme_models DELETE
    WHERE kind = ${bind('String', of)} AND model < ${bind('UInt32', below)} AND NOT has(${bind('Array(UInt32)', keep)}, model)`,
});

/** Removes the counts of models below a number that nobody will go back to. */
export async function prune(store: Pick<Store, 'execute'>, options: z.infer<typeof pruned>): Promise<void> {
  await store.execute(pruneModels, options);
}

const commentsOf = defineQuery({
  name: 'themes.commentsOf',
  params: z.strictObject({ ids: z.array(z.guid()) }),
  row: z.object({ id: z.string(), comment: z.string(), language: z.string(), source: z.string() }),
  sql: ({ ids }) => sql`
    SELECT toString(feedback_id) AS id, comment, language, source
    FROM feedback FINAL
    WHERE (day, feedback_id) IN (SELECT day, feedback_id FROM feedback WHERE has(${bind('Array(UUID)', ids)}, feedback_id)) AND enps IS NULL AND comment.size > 0`,
  examples: [{ ids: ['829bd530-bebf-8b48-ba13-c7bcd3da4cc6'] }],
});

const IDS_A_READ = 2_000;

/** Comments by the ids of their feedback, those that there are. */
export async function readComments(reader: StoreReader, ids: readonly string[]): Promise<{ id: string; comment: string; language: string; source: string }[]> {
  const found: { id: string; comment: string; language: string; source: string }[] = [];
  for (let start = 0; start < ids.length; start += IDS_A_READ) found.push(...(await reader.read(commentsOf, { ids: ids.slice(start, start + IDS_A_READ) })));
  return found;
}

const usualLanguages = defineQuery({
  name: 'themes.usualLanguages',
  params: z.strictObject({ from: z.number().int() }),
  row: z.object({ source: z.string(), language: z.string(), comments: count }),
  sql: ({ from }) => sql`
    SELECT source, argMax(language, n) AS language, max(n) AS comments
    FROM (SELECT source, language, count() AS n FROM feedback FINAL WHERE day >= toDate(${bind('UInt16', from)}) AND language != '' AND comment.size > 0 AND enps IS NULL GROUP BY source, language)
    GROUP BY source
    ORDER BY source`,
  examples: [{ from: 20_000 }],
});

/** The language in which most comments of each source say that they are, since a day (days since 1970). */
export async function readUsualLanguages(reader: StoreReader, from: number): Promise<Record<string, string>> {
  return Object.fromEntries((await reader.read(usualLanguages, { from })).map(({ source, language }) => [source, language]));
}
