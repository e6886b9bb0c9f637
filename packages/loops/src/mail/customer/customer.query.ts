import { bind, defineQuery, defineTable, rowsToBody, sql, type Store, type StoreReader } from '@heed/store';
import * as z from 'zod';

/** Whom a letter would go to. */
export interface Recipient {
  id: string;
  name: string;
  /** As it was given; empty where it was not. See `addressOf`. */
  email: string;
  /** Null where nobody knows. */
  consent: boolean | null;
}

const recipients = defineQuery({
  name: 'loops.recipients',
  params: z.strictObject({ ids: z.array(z.guid()) }),
  row: z.object({ id: z.string(), name: z.string(), email: z.string(), consent: z.number().transform((said) => (said === 0 ? null : said === 1)) }),
  sql: ({ ids }: { ids: string[] }) => sql`
    SELECT toString(customer_id) AS id, name, email, consents.consent AS consent
    FROM (SELECT customer_id, name, email FROM customers FINAL WHERE customer_id IN ${bind('Array(UUID)', ids)}) AS people
    LEFT JOIN (SELECT customer_id, consent FROM customer_consent FINAL WHERE customer_id IN ${bind('Array(UUID)', ids)}) AS consents USING (customer_id)`,
  examples: [{ ids: ['00000000-0000-4000-8000-000000000000'] }],
});

/** The customers of these keys, by key; unknown and erased ones are left out. */
export async function findRecipients(store: StoreReader, { ids }: { ids: readonly string[] }): Promise<Map<string, Recipient>> {
  if (ids.length === 0) return new Map();
  return new Map((await store.read(recipients, { ids: [...new Set(ids)] })).map((recipient) => [recipient.id, recipient]));
}

/** Written by the collector, too; see clickhouse/migrations/0009_customer_consent.sql for `said`. */
const consentTable = defineTable({ name: 'customer_consent', columns: ['customer_id', 'said', 'consent'] });

/** The customer wants no more letters, as of now. */
export async function withdrawConsent(store: Pick<Store, 'insert'>, { customerId, now }: { customerId: string; now: number }): Promise<void> {
  await store.insert(consentTable, rowsToBody([[customerId, now * 2 + 1, 2]]));
}
