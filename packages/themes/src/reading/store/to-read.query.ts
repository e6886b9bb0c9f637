import { bind, count, defineExport, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { EXAMPLE_SCOPES, inScope, READABLE, scope, type Scope } from './scope.ts';
import { EXAMPLE_STALE, isStale, stale, type Stale } from './stale.ts';

interface Params {
  scope: Scope;
  /** Also what is stale, or everything in the scope; else only what was not read as it is now. */
  again: Stale | 'all' | null;
}

/**
 * The comments in a scope that were not read yet, or not as they are now, each a `CommentToRead`. A correction is other words, read for
 * the first time; before there was a model nothing was read as any theme.
 */
export const toRead = defineExport<Params>({
  name: 'themes.toRead',
  params: z.strictObject({ scope, again: z.union([stale, z.literal('all')]).nullable() }),
  sql: ({ scope: looked, again }) => sql`
    SELECT toString(f.day), toString(f.feedback_id), toString(f.version), f.comment, f.language, f.source, toString(r.revision), toUInt8(r.version = f.version AND r.model > 0), r.themes_then
    FROM (SELECT day, feedback_id, version, comment, language, source FROM feedback FINAL WHERE ${READABLE} AND ${inScope(looked)}) AS f
    LEFT JOIN (SELECT day, feedback_id, version, revision, model, language, themes, themes_then, read_at FROM comment_readings FINAL WHERE ${inScope(looked)}) AS r
      ON f.day = r.day AND f.feedback_id = r.feedback_id
    WHERE ${again === 'all' ? sql`1` : sql`r.version != f.version${again ? sql` OR ${isStale(again)}` : sql``}`}`,
  examples: EXAMPLE_SCOPES.flatMap((example) => [null, EXAMPLE_STALE, 'all' as const].map((again) => ({ scope: example, again }))),
});

const AT_ONCE = 20_000;

const gone = defineQuery({
  name: 'themes.gone',
  params: z.strictObject({ scope, limit: z.number().int().min(1) }),
  row: z.object({ date: z.string(), id: z.string(), version: z.string(), revision: z.string() }),
  sql: ({ scope: looked, limit }) => sql`
    SELECT toString(day) AS date, toString(feedback_id) AS id, version, revision
    FROM comment_readings FINAL
    WHERE ${inScope(looked)} AND (day, feedback_id) NOT IN (SELECT day, feedback_id FROM feedback FINAL WHERE ${READABLE} AND ${inScope(looked)})
    LIMIT ${bind('UInt32', limit)}`,
  examples: EXAMPLE_SCOPES.map((example) => ({ scope: example, limit: 1 })),
});

/** Readings in a scope whose feedback was erased, or says nothing anymore, or moved to another day: so many at most. */
export function readGone(reader: StoreReader, looked: Scope): Promise<{ date: string; id: string; version: string; revision: string }[]> {
  return reader.read(gone, { scope: looked, limit: AT_ONCE });
}

const staleDays = defineQuery({
  name: 'themes.staleDays',
  params: z.strictObject({ stale }),
  row: z.object({ number: count, readings: count }),
  sql: ({ stale: what }) => sql`
    SELECT toUInt16(r.day) AS number, count() AS readings
    FROM comment_readings AS r FINAL
    WHERE ${isStale(what)}
    GROUP BY number
    ORDER BY number DESC`,
  examples: [{ stale: EXAMPLE_STALE }],
});

/** The days with readings that are to be made again, latest first, and how many. */
export async function readStaleDays(reader: StoreReader, what: Stale): Promise<{ day: number; readings: number }[]> {
  const rows = await reader.read(staleDays, { stale: what }, { maxSeconds: 120 });
  return rows.map(({ number, readings }) => ({ day: number, readings }));
}
