import { HeedError, previousPeriod, resolvePeriod, type Calendar, type FeedbackFilter, type Period } from '@heed/domain';
import { checkFilter } from './check-filter.ts';

/** The moments that a filter asks about, and those of the period before; both null when it names no period. */
export function periodsOf(filter: FeedbackFilter, calendar: Calendar): { period: Period; previous: Period } | { period: null; previous: null } {
  checkFilter(filter);
  if (!filter.period) return { period: null, previous: null };
  return { period: resolvePeriod(filter.period, calendar), previous: previousPeriod(filter.period, calendar) };
}

/** The moments that a filter asks about, or null when it names no period. */
export function periodOf(filter: FeedbackFilter, calendar: Calendar): Period | null {
  return periodsOf(filter, calendar).period;
}

/** Throws BAD_USER_INPUT unless `first` is a whole number from 1 to `most`. */
export function checkFirst(first: number, { most }: { most: number }): void {
  if (Number.isInteger(first) && first >= 1 && first <= most) return;
  throw new HeedError('BAD_USER_INPUT', `first must be a whole number from 1 to ${most}.`);
}
