import { findCustomers } from '@heed/measure';
import type { StoreReader } from '@heed/store';
import DataLoader from 'dataloader';
import type { CustomerType } from './feedback.type.ts';

/** Looks up the customers of one request, all of a page in one question. */
export type CustomerLoader = DataLoader<string, CustomerType | null>;

export function createCustomerLoader(store: StoreReader): CustomerLoader {
  return new DataLoader(async (ids) => {
    const found = new Map((await findCustomers(store, { ids: [...ids] })).map((customer) => [customer.id, customer]));
    return ids.map((id) => {
      const customer = found.get(id);
      return customer ? { id, name: customer.name || null, email: customer.email || null, phone: customer.phone || null } : null;
    });
  });
}
