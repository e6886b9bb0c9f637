import { findCustomers } from '@heed/measure';
import type { StoreReader } from '@heed/store';
import DataLoader from 'dataloader';
import type { CustomerType } from './feedback.type.ts';

/** Looks up the customers of one request, all of a page in one question. Nothing is kept: a live view asks for long. */
export type CustomerLoader = DataLoader<string, CustomerType | null>;

/** Customers by key, as GraphQL shows them. */
export async function loadCustomers(store: StoreReader, ids: readonly string[]): Promise<Map<string, CustomerType>> {
  const found = await findCustomers(store, { ids });
  return new Map(found.map(({ id, name, email, phone }) => [id, { id, name: name || null, email: email || null, phone: phone || null }]));
}

export function createCustomerLoader(store: StoreReader): CustomerLoader {
  return new DataLoader(
    async (ids) => {
      const found = await loadCustomers(store, ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false },
  );
}
