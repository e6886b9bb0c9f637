import type { Heed } from '../../heed.ts';
import type { CustomerType } from '../feedback/feedback.type.ts';

/** What is known of a customer and must not stand in words that a wall shows; and the company's name, which may. */
export function personalOf({ workspace }: Pick<Heed, 'workspace'>, customer: Pick<CustomerType, 'name' | 'email' | 'phone'> | null | undefined): { known: string[]; nobodys: string[] } {
  return { known: [customer?.name, customer?.email, customer?.phone].filter((value) => typeof value === 'string'), nobodys: [workspace.name()] };
}
