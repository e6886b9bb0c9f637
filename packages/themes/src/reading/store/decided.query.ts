import { bind, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

const decidedByPeople = defineQuery({
  name: 'themes.decidedByPeople',
  params: z.strictObject({}),
  row: z.object({ id: z.string(), themes: z.array(z.string()) }),
  sql: () => sql`SELECT toString(feedback_id) AS id, themes FROM comment_readings FINAL WHERE decided_by = 'person'`,
  examples: [{}],
});

/** The readings in which a person's word is kept. */
export async function readDecidedByPeople(reader: StoreReader): Promise<Map<string, readonly string[]>> {
  return new Map((await reader.read(decidedByPeople, {}, { maxSeconds: 60 })).map(({ id, themes }) => [id, themes]));
}

const unsigned = z.string().regex(/^\d{1,20}$/);

// Without FINAL: what was written is looked for, whether it was read since or not.
const rewritten = defineQuery({
  name: 'themes.rewrittenExamples',
  params: z.strictObject({ from: unsigned, to: unsigned }),
  row: z.object({ id: z.string() }),
  sql: ({ from, to }) => sql`
    SELECT DISTINCT toString(feedback_id) AS id
    FROM comment_readings
    WHERE decided_by = 'person'
      AND (day, feedback_id) IN (SELECT day, feedback_id FROM feedback WHERE version >= ${bind('UInt64', from)} AND version <= ${bind('UInt64', to)})`,
  examples: [{ from: '1', to: '18446744073709551615' }],
});

/** The feedback of which a person said where it belongs, and that was written (or erased) under these versions, both included. */
export async function readRewrittenExamples(reader: StoreReader, versions: { from: bigint; to: bigint }): Promise<string[]> {
  return (await reader.read(rewritten, { from: String(versions.from), to: String(versions.to) })).map(({ id }) => id);
}
