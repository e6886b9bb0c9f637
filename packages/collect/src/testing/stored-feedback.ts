import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';

const stored = defineQuery({
  name: 'test.storedFeedback',
  params: z.object({ source: z.string() }),
  row: z.object({
    feedback_id: z.string(),
    occurred_at: count,
    external_id: z.string(),
    department: z.string(),
    nps: z.number().nullable(),
    sentiment: z.number().nullable(),
    comment: z.string(),
    anonymous: z.boolean(),
    customer_id: z.string().nullable(),
    attributes: z.record(z.string(), z.string()),
    flags: z.array(z.string()),
  }),
  sql: ({ source }) => sql`
    SELECT feedback_id, toUnixTimestamp64Milli(occurred_at) AS occurred_at, external_id, department, nps, sentiment, comment, anonymous, customer_id, attributes, flags
    FROM feedback FINAL
    WHERE source = ${bind('String', source)}
    ORDER BY external_id, feedback_id`,
  examples: [{ source: 'x' }],
});

export type Stored = z.infer<typeof stored.row>;

/** For tests: the feedback of a source as everybody reads it. */
export function storedFeedback(store: StoreReader, source: string): Promise<Stored[]> {
  return store.read(stored, { source });
}

const customers = defineQuery({
  name: 'test.storedCustomers',
  params: z.object({}),
  row: z.object({ customer_id: z.string(), external_id: z.string(), name: z.string(), email: z.string() }),
  sql: () => sql`SELECT customer_id, external_id, name, email FROM customers FINAL ORDER BY external_id`,
  examples: [{}],
});

/** For tests: all customers. */
export function storedCustomers(store: StoreReader): Promise<z.infer<typeof customers.row>[]> {
  return store.read(customers, {});
}

const consents = defineQuery({
  name: 'test.storedConsents',
  params: z.object({}),
  row: z.object({ external_id: z.string(), consent: z.number() }),
  sql: () => sql`SELECT external_id, consent FROM customer_consent FINAL INNER JOIN (SELECT customer_id, external_id FROM customers FINAL) AS customers USING (customer_id) ORDER BY external_id`,
  examples: [{}],
});

/** For tests: what customers last said about being written to, 1 yes or 2 no. */
export function storedConsents(store: StoreReader): Promise<z.infer<typeof consents.row>[]> {
  return store.read(consents, {});
}
