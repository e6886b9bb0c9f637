import { defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

/** So many answers of a store are remembered: views that people look at in one minute. */
const MOST = 50;

/**
 * The parts that the table consists of. A part never changes, and its name never comes again, so where the names are the same
 * every row is the same: also of a table on several servers, because each is asked for its own. A merge makes new names of the same rows,
 * which costs one answer and no truth. Without FINAL, because it is not about rows.
 */
const partsOfLoops = defineQuery({
  name: 'loops.parts',
  params: z.strictObject({}),
  row: z.object({ parts: z.array(z.string()) }),
  sql: () => sql`SELECT arraySort(groupUniqArray(_part)) AS parts FROM loops`,
  examples: [{}],
});

interface Remembered {
  /** Names of the parts, read before the answer was. */
  parts: string;
  answer: unknown;
}

/** By store, whoever reads it. */
const stores = new WeakMap<object, Map<string, Remembered>>();

/**
 * The answer to a question, from memory where it was asked before and every row of `loops` is as it was. The
 * question must hold everything that the answer depends on besides them, and so the minute that `now` lies in: an answer is of one moment,
 * which it states, and one minute old at most. An answer that reads other tables must not be remembered.
 */
export async function remembered<Answer>(reader: StoreReader, { question, answer }: { question: string; answer: () => Promise<Answer> }): Promise<Answer> {
  const key = reader.origin ?? reader;
  let known = stores.get(key);
  if (!known) stores.set(key, (known = new Map<string, Remembered>()));
  const [row] = await reader.read(partsOfLoops, {});
  const parts = (row?.parts ?? []).join(' ');
  const before = known.get(question);
  if (before?.parts === parts) return before.answer as Answer;
  const fresh = await answer();
  known.delete(question);
  known.set(question, { parts, answer: fresh });
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(oldest);
  }
  return fresh;
}
