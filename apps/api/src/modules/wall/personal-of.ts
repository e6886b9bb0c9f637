import type { CustomerType } from '../feedback/feedback.type.ts';

/** What is known of a customer and must not stand in words that a wall shows. */
export function personalOf(customer: Pick<CustomerType, 'name' | 'email' | 'phone'> | null | undefined): { known: string[] } {
  return { known: [customer?.name, customer?.email, customer?.phone].filter((value) => typeof value === 'string') };
}
