import { bind, defineStatement, sql, type Store } from '@heed/store';
import * as z from 'zod';

const params = z.strictObject({ prefix: z.string().min(1) });

const removeCustomers = defineStatement({
  name: 'collect.removeCustomersOfSources',
  params,
  sql: ({ prefix }) => sql`ALTER TABLE customers DELETE WHERE customer_id IN
      (SELECT assumeNotNull(customer_id) FROM feedback FINAL WHERE customer_id IS NOT NULL AND startsWith(source, ${bind('String', prefix)}))
    AND customer_id NOT IN
      (SELECT assumeNotNull(customer_id) FROM feedback FINAL WHERE customer_id IS NOT NULL AND NOT startsWith(source, ${bind('String', prefix)}))`,
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
export async function removeSources(store: Pick<Store, 'execute'>, { prefix }: { prefix: string }): Promise<void> {
  await store.execute(removeCustomers, { prefix });
  await store.execute(removeFeedback, { prefix });
}
