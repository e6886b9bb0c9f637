import { HeedError } from '@heed/domain';

/** Customers, or employees with a score of their own. */
export type Population = 'customers' | 'employees';

/**
 * Throws BAD_USER_INPUT unless all metrics are of customers: for every question that is not made to keep small groups of
 * employees apart. Those that are stand in `employees/` of `@heed/measure`.
 */
export function assertCustomers(metrics: readonly { population: Population }[]): void {
  if (metrics.every(({ population }) => population === 'customers')) return;
  throw new HeedError('BAD_USER_INPUT', 'What employees answered is shown for protected groups only: ask for eNPS by score, trend or breakdown.');
}
