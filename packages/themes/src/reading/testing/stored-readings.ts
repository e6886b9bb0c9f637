import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

const storedRows = defineQuery({
  name: 'test.storedReadings',
  params: z.strictObject({}),
  row: z.object({
    day: z.string(), id: z.string(), version: z.string(), model: z.number(), language: z.string(), themes: z.array(z.string()), then: z.array(z.string()), margin: z.number(), decidedBy: z.string(), sentiment: z.number().nullable(), fold: z.string(), readAt: count,
  }),
  sql: () => sql`
    SELECT toString(day) AS day, toString(feedback_id) AS id, version, model, language, themes, themes_then AS then, margin, decided_by AS decidedBy, sentiment, fold, toUnixTimestamp64Milli(read_at) AS readAt
    FROM comment_readings FINAL
    ORDER BY day, feedback_id`,
  examples: [{}],
});

/** A reading as everybody sees it. */
export type StoredReading = z.infer<typeof storedRows.row>;

/** For tests: all readings as everybody reads them. */
export function storedReadings(store: StoreReader): Promise<StoredReading[]> {
  return store.read(storedRows, {});
}
