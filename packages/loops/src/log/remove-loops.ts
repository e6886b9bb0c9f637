import { bind, defineStatement, sql, type Sql, type Store } from '@heed/store';
import * as z from 'zod';
import type { Loops } from './loops.ts';
import { CLEARED } from './read-batches.ts';

const params = z.strictObject({ sourcePrefix: z.string().min(1) });

const ofSource = (sourcePrefix: string): Sql => sql`loop_id IN (SELECT loop_id FROM loops WHERE startsWith(source, ${bind('String', sourcePrefix)}))`;

const removeEvents = defineStatement({ name: 'loops.removeEventsOfSources', params, sql: ({ sourcePrefix }) => sql`ALTER TABLE loop_events DELETE WHERE ${ofSource(sourcePrefix)}` });
const removeFeedback = defineStatement({ name: 'loops.removeFeedbackOfSources', params, sql: ({ sourcePrefix }) => sql`ALTER TABLE loop_feedback DELETE WHERE ${ofSource(sourcePrefix)}` });
const removeMessages = defineStatement({ name: 'loops.removeMessagesOfSources', params, sql: ({ sourcePrefix }) => sql`ALTER TABLE loop_messages DELETE WHERE ${ofSource(sourcePrefix)}` });
const removeRows = defineStatement({
  name: 'loops.removeRowsOfSources',
  params,
  sql: ({ sourcePrefix }) => sql`ALTER TABLE loops DELETE WHERE startsWith(source, ${bind('String', sourcePrefix)})`,
});

/**
 * Removes all loops of feedback whose source begins with a prefix, with everything that happened to them. The log's own rows
 * before and after keep its positions going on, as none may be used twice, and tell other processes to forget what they remember.
 */
export async function removeLoops(loops: Pick<Loops, 'transact'>, store: Pick<Store, 'execute'>, { sourcePrefix }: { sourcePrefix: string }): Promise<void> {
  await loops.transact({ loops: [], decide: ({ mark }) => mark(CLEARED, { sourcePrefix, done: false }) });
  await loops.transact({
    loops: [],
    // Nobody appends between this and the mark; where somebody did, it is done again.
    async prepare() {
      await store.execute(removeEvents, { sourcePrefix });
      await store.execute(removeFeedback, { sourcePrefix });
      await store.execute(removeMessages, { sourcePrefix });
      await store.execute(removeRows, { sourcePrefix });
    },
    decide: ({ mark }) => mark(CLEARED, { sourcePrefix, done: true }),
  });
}
