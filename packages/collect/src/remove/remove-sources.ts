import { bind, defineQuery, defineStatement, sql, whole, type Store } from '@heed/store';
import * as z from 'zod';
import { createTouches } from '../commit/touches.ts';

const params = z.strictObject({ prefix: z.string().min(1) });

const daysOf = defineQuery({
  name: 'collect.daysOfSources',
  params,
  row: z.object({ day: whole }),
  sql: ({ prefix }) => sql`SELECT DISTINCT toUInt16(day) AS day FROM feedback WHERE startsWith(source, ${bind('String', prefix)})`,
  examples: [{ prefix: 'sample:' }],
});

const removeCustomers = defineStatement({
  name: 'collect.removeCustomersOfSources',
  params,
  sql: ({ prefix }) => sql`ALTER TABLE customers DELETE WHERE customer_id IN
      (SELECT assumeNotNull(customer_id) FROM feedback FINAL WHERE customer_id IS NOT NULL AND startsWith(source, ${bind('String', prefix)}))
    AND customer_id NOT IN
      (SELECT assumeNotNull(customer_id) FROM feedback FINAL WHERE customer_id IS NOT NULL AND NOT startsWith(source, ${bind('String', prefix)}))`,
});

// After the customers themselves: whoever is no longer one has said nothing.
const removeConsents = defineStatement({
  name: 'collect.removeConsentsOfSources',
  params: z.strictObject({}),
  sql: () => sql`ALTER TABLE customer_consent DELETE WHERE customer_id NOT IN (SELECT customer_id FROM customers FINAL)`,
});

const removeFeedback = defineStatement({
  name: 'collect.removeFeedbackOfSources',
  params,
  sql: ({ prefix }) => sql`ALTER TABLE feedback DELETE WHERE startsWith(source, ${bind('String', prefix)})`,
});

/**
 * Removes all feedback whose source begins with `prefix`, with the customers who gave no other. Claims stay: they hold no
 * words, and a feedback that comes again is written again.
 */
export async function removeSources(store: Pick<Store, 'read' | 'insert' | 'execute'>, { prefix, touchLeaseMs }: { prefix: string; touchLeaseMs?: number | undefined }): Promise<void> {
  const days = (await store.read(daysOf, { prefix })).map(({ day }) => day);
  await createTouches({ store, leaseMs: touchLeaseMs }).whileHeld(days, async () => {
    await store.execute(removeCustomers, { prefix });
    await store.execute(removeConsents, {});
    await store.execute(removeFeedback, { prefix });
  });
}
