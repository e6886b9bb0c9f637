import { count, defineQuery, sql, type Store, type StoreReader } from '@heed/store';
import { HeedError } from '@heed/domain';
import * as z from 'zod';

const openedLoops = defineQuery({
  name: 'test.openedLoops',
  params: z.strictObject({}),
  row: z.object({
    id: z.string(), rule: z.string(), department: z.string(), priority: z.string(), owner: z.string(), customerId: z.string().nullable(), feedback: z.array(z.string()), watchers: z.array(z.string()), band: z.string(), openedBy: z.string(),
  }),
  sql: () => sql`
    SELECT toString(loop_id) AS id, rule, department, priority, owner, toString(customer_id) AS customerId, arrayMap(one -> toString(one), feedback_ids) AS feedback, watchers, band, opened_by AS openedBy
    FROM loops FINAL
    ORDER BY opened_at, rule, feedback_id`,
  examples: [{}],
});

/** For tests: all loops as everybody reads them. */
export function readLoops(store: StoreReader): Promise<z.infer<typeof openedLoops.row>[]> {
  return store.read(openedLoops, {});
}

const parts = defineQuery({
  name: 'test.partsOfLoops',
  params: z.strictObject({}),
  row: z.object({ feedback: z.string(), rule: z.string(), loops: z.array(z.string()), events: count }),
  sql: () => sql`
    SELECT feedback, rule, groupUniqArray(loop) AS loops, count() AS events
    FROM
    (
      SELECT JSONExtractString(payload, 'feedbackId') AS feedback, JSONExtractString(payload, 'rule') AS rule, toString(loop_id) AS loop
      FROM loop_events
      WHERE type IN ('opened', 'joined')
    )
    GROUP BY feedback, rule
    ORDER BY feedback, rule`,
  examples: [{}],
});

/** For tests: what the log itself says about each feedback and rule: of which loops it is part, and by how many events. */
export function readParts(store: StoreReader): Promise<z.infer<typeof parts.row>[]> {
  return store.read(parts, {});
}

/** A store that is gone after so many statements: the last of them is still carried out or not, and nobody hears of it. */
export function failingStore(store: Store, { after, carriedOut }: { after: number; carriedOut: boolean }): Pick<Store, 'read' | 'insert'> & { failed(): boolean } {
  let left = after;
  const gone = (): HeedError => new HeedError('UNAVAILABLE', 'The database does not answer right now; try again in a moment.');
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (left < 0) throw gone();
    if (left-- > 0) return work();
    if (carriedOut) await work();
    throw gone();
  }
  return {
    read: (query, params, options) => guarded(() => store.read(query, params, options)),
    insert: (table, body, options) => guarded(() => store.insert(table, body, options)),
    failed: () => left < 0,
  };
}
