import { bind, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import type { FeedbackRow, StoredFeedbackRow } from './feedback-row.ts';

const dayOf = ({ occurredAt }: StoredFeedbackRow): string => new Date(occurredAt).toISOString().slice(0, 10);

const besideRows = defineQuery({
  name: 'measure.readingsOf',
  params: z.strictObject({ days: z.array(z.iso.date()), ids: z.array(z.guid()) }),
  row: z.object({ id: z.string(), version: z.string(), themes: z.array(z.string()), sentiment: z.number().nullable() }),
  sql: ({ days, ids }) => sql`
    SELECT toString(feedback_id) AS id, toString(version) AS version, themes, sentiment
    FROM comment_readings FINAL
    WHERE day IN ${bind('Array(Date)', days)} AND feedback_id IN ${bind('Array(UUID)', ids)}`,
  examples: [{ days: ['2026-01-01'], ids: ['00000000-0000-4000-8000-000000000000'] }],
});

/**
 * Rows with what was read out of them: their themes, and a sentiment where the sender gave none. Few rows are looked up by their keys,
 * which costs a page of a list next to nothing; whoever counts over many joins (see `keptRows`).
 */
export async function withReadings(reader: StoreReader, rows: readonly StoredFeedbackRow[]): Promise<FeedbackRow[]> {
  const found = rows.length === 0 ? [] : await reader.read(besideRows, { days: [...new Set(rows.map(dayOf))], ids: rows.map(({ id }) => id) });
  const readings = new Map(found.map((reading) => [`${reading.id} ${reading.version}`, reading]));
  return rows.map(({ version, ...row }) => {
    const reading = readings.get(`${row.id} ${version}`);
    return { ...row, sentiment: row.sentiment ?? reading?.sentiment ?? null, themeIds: reading?.themes ?? [] };
  });
}
