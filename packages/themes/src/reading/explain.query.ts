import { bind, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

const readingOf = defineQuery({
  name: 'themes.readingOf',
  params: z.strictObject({ id: z.guid() }),
  row: z.object({ comment: z.string(), given: z.string(), source: z.string(), language: z.string(), themes: z.array(z.string()), margin: z.number(), decidedBy: z.string(), sentiment: z.number().nullable() }),
  sql: ({ id }) => sql`
    SELECT f.comment AS comment, f.language AS given, f.source AS source, r.language AS language, r.themes AS themes, r.margin AS margin, r.decided_by AS decidedBy, r.sentiment AS sentiment
    FROM (SELECT day, feedback_id, version, comment, language, source FROM feedback FINAL WHERE enps IS NULL AND (day, feedback_id) IN (SELECT day, feedback_id FROM feedback WHERE feedback_id = ${bind('UUID', id)})) AS f
    INNER JOIN (SELECT * FROM comment_readings FINAL WHERE (day, feedback_id) IN (SELECT day, feedback_id FROM feedback WHERE feedback_id = ${bind('UUID', id)})) AS r
      ON f.day = r.day AND f.feedback_id = r.feedback_id AND f.version = r.version`,
  examples: [{ id: '829bd530-bebf-8b48-ba13-c7bcd3da4cc6' }],
});

/** A comment and what was read out of it; null where there is none, or it was not read yet. */
export async function readReadingOf(reader: StoreReader, id: string): Promise<z.infer<typeof readingOf.row> | null> {
  return (await reader.read(readingOf, { id }))[0] ?? null;
}
