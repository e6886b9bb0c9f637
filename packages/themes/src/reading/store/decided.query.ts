import { defineQuery, sql, type StoreReader } from '@heed/store';
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
