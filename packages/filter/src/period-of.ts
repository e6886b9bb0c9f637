import { assertTimeZone, HeedError, previousPeriod, resolvePeriod, type Calendar, type FeedbackFilter, type Period, type PeriodInput } from '@heed/domain';
import { checkFilter } from './check-filter.ts';

/** The moments that a question asks about, and those that they are compared with; both null when it names no period. */
export type Periods = { period: Period; previous: Period } | { period: null; previous: null };

/**
 * The moments that a filter asks about, and those to compare with: `compareWith`, or the period before. Throws
 * BAD_USER_INPUT for a period that cannot be, for a period to compare with where there is none to be compared, and for an
 * unknown time zone.
 */
export function periodsOf(filter: FeedbackFilter, calendar: Calendar, compareWith?: PeriodInput): Periods {
  checkFilter(filter);
  assertTimeZone(calendar.timeZone);
  if (!filter.period) {
    if (compareWith) throw new HeedError('BAD_USER_INPUT', 'compareWith needs a filter.period that it is compared with.');
    return { period: null, previous: null };
  }
  const period = resolvePeriod(filter.period, calendar);
  return { period, previous: compareWith ? resolvePeriod(compareWith, { ...calendar, field: 'compareWith' }) : previousPeriod(filter.period, calendar) };
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
