import { bind, count, defineQuery, moment, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

/** What a letter may quote of the feedback that it answers. */
export interface LetterFeedback {
  id: string;
  comment: string;
  /** Epoch milliseconds. */
  occurredAt: number;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const DAY = 86_400_000;
/** A loop is opened soon after its feedback, as a rule. */
const NEAR_DAYS = 7;

const letterFeedback = defineQuery({
  name: 'loops.letterFeedback',
  params: z.strictObject({ ids: z.array(z.guid()), near: z.strictObject({ from: z.number(), to: z.number() }).nullable() }),
  row: z.object({ id: z.string(), comment: z.string(), occurredAt: count }),
  // Days are the beginning of the key; by the id alone the whole table is read.
  sql: ({ ids, near }: { ids: string[]; near: { from: number; to: number } | null }) => sql`
    SELECT toString(feedback_id) AS id, comment, toUnixTimestamp64Milli(occurred_at) AS occurredAt FROM feedback FINAL
    WHERE feedback_id IN ${bind('Array(UUID)', ids)} ${near ? sql`AND day BETWEEN toDate(${moment(near.from)}) AND toDate(${moment(near.to)})` : sql``}`,
  examples: [{ ids: [NOBODY], near: null }, { ids: [NOBODY], near: { from: 1_790_000_000_000, to: 1_790_600_000_000 } }],
});

/** What opened some loops, by the feedback's id; removed feedback is left out. It is looked for around the moments of the openings first. */
export async function findLetterFeedback(store: StoreReader, loops: readonly { feedbackIds: readonly string[]; openedAt: number }[]): Promise<Map<string, LetterFeedback>> {
  const asked = loops.flatMap(({ feedbackIds: [id], openedAt }) => (id === undefined ? [] : [{ id, openedAt }]));
  if (asked.length === 0) return new Map();
  const openings = asked.map(({ openedAt }) => openedAt);
  const ids = [...new Set(asked.map(({ id }) => id))];
  const near = { from: Math.min(...openings) - NEAR_DAYS * DAY, to: Math.max(...openings) + DAY };
  const found = new Map((await store.read(letterFeedback, { ids, near })).map((feedback) => [feedback.id, feedback]));
  const left = ids.filter((id) => !found.has(id));
  if (left.length > 0) for (const feedback of await store.read(letterFeedback, { ids: left, near: null })) found.set(feedback.id, feedback);
  return found;
}
