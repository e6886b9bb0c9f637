import type { Period } from '@heed/domain';
import { HAS_COMMENT, inDays, within } from '@heed/filter';
import { bind, count, defineQuery, join, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

const period = z.strictObject({ from: z.number().int(), to: z.number().int() });
const EXAMPLE = { from: 1_790_000_000_000, to: 1_790_086_400_000 };

/** Comments that were read, of some periods that do not overlap, by the themes that they have. */
const spikeCounts = defineQuery({
  name: 'themes.spikeCounts',
  params: z.strictObject({ periods: z.array(period) }),
  row: z.object({ place: z.number(), themes: z.array(z.string()), comments: count }),
  sql: ({ periods }) => sql`
    SELECT f.place AS place, r.themes AS themes, count() AS comments
    FROM
    (
      SELECT day, feedback_id, version, toUInt16(arrayFirstIndex(start -> occurred_at >= fromUnixTimestamp64Milli(start, 'UTC'), ${bind('Array(Int64)', periods.map(({ from }) => from))})) AS place
      FROM feedback FINAL
      WHERE enps IS NULL AND ${HAS_COMMENT} AND (${join(periods.map((one) => sql`(${within(one)})`), { by: sql` OR `, empty: sql`false` })})
    ) AS f
    INNER JOIN (SELECT day, feedback_id, version, themes FROM comment_readings FINAL WHERE ${inDays(periods)} AND (fold != 0 OR notEmpty(themes))) AS r
      ON r.day = f.day AND r.feedback_id = f.feedback_id AND r.version = f.version
    GROUP BY place, themes`,
  examples: [{ periods: [EXAMPLE, { from: 1_789_300_000_000, to: 1_789_386_400_000 }] }],
});

/** How many comments of each period have which themes; `place` is that of the period in the list, in which the latest must be first. */
export async function readSpikeCounts(reader: StoreReader, periods: readonly Period[]): Promise<{ place: number; themes: readonly string[]; comments: number }[]> {
  const rows = await reader.read(spikeCounts, { periods: [...periods] }, { maxSeconds: 60 });
  // The engine counts places from 1.
  return rows.map(({ place, ...row }) => ({ ...row, place: place - 1 }));
}

/** So many comments show a spike; its beginning is told by as many. */
const MOST_SHOWN = 1_000;

const spikeComments = defineQuery({
  name: 'themes.spikeComments',
  params: z.strictObject({ period, themes: z.array(z.string()) }),
  row: z.object({ id: z.string(), at: count, who: z.string() }),
  sql: ({ period: looked, themes }) => sql`
    SELECT toString(f.feedback_id) AS id, toUnixTimestamp64Milli(f.occurred_at) AS at, ifNull(toString(f.customer_id), '') AS who
    FROM (SELECT day, feedback_id, version, occurred_at, customer_id FROM feedback FINAL WHERE enps IS NULL AND ${HAS_COMMENT} AND ${within(looked)}) AS f
    INNER JOIN (SELECT day, feedback_id, version FROM comment_readings FINAL WHERE ${inDays([looked])} AND hasAny(themes, ${bind('Array(String)', themes)})) AS r
      ON r.day = f.day AND r.feedback_id = f.feedback_id AND r.version = f.version
    ORDER BY f.occurred_at DESC, f.feedback_id
    LIMIT ${bind('UInt32', MOST_SHOWN)}`,
  examples: [{ period: EXAMPLE, themes: ['abcdefghij'] }],
});

/** Comments of a period that have one of some themes, the latest first; `who` is empty where nobody is known. */
export async function readSpikeComments(reader: StoreReader, asked: { period: Period; themes: readonly string[] }): Promise<{ id: string; at: number; who: string }[]> {
  return await reader.read(spikeComments, { period: asked.period, themes: [...asked.themes] }, { maxSeconds: 60 });
}
