import { bind, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { isUuid } from './cursor.ts';

/** Who gave feedback: personal data, for roles that may see customers only. Fields that were not given are empty. */
export interface CustomerRow {
  id: string;
  externalId: string;
  name: string;
  email: string;
  phone: string;
}

const customers = defineQuery({
  name: 'measure.customers',
  params: z.strictObject({ ids: z.array(z.guid()) }),
  row: z.object({ id: z.string(), externalId: z.string(), name: z.string(), email: z.string(), phone: z.string() }),
  sql: ({ ids }) => sql`
    SELECT toString(customer_id) AS id, external_id AS externalId, name, email, phone
    FROM customers FINAL
    WHERE customer_id IN ${bind('Array(UUID)', ids)}
    ORDER BY customer_id`,
  examples: [{ ids: ['00000000-0000-4000-8000-000000000000'] }],
});

/** The customers of these keys, in no particular order; unknown and erased ones are left out. */
export async function findCustomers(reader: StoreReader, { ids }: { ids: readonly string[] }): Promise<CustomerRow[]> {
  const known = [...new Set(ids.filter(isUuid))];
  return known.length === 0 ? [] : reader.read(customers, { ids: known });
}
