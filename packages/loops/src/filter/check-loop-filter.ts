import { assertTimeZone, HeedError, resolvePeriod, type Calendar, type Period, type PeriodInput } from '@heed/domain';
import { checkFilter, explainIssue } from '@heed/filter';
import { LOOP_CHOICES, LOOP_FILTER_FIELDS, loopFilter, type LoopFilter } from './loop-filter.ts';

/** At most so many characters in a filter once it is escaped for a URL, as in a filter of feedback. */
const MAX_FILTER_SIZE = 120_000;

const CHOICES: Readonly<Record<string, readonly string[]>> = Object.fromEntries([...Object.keys(LOOP_CHOICES), 'heldBy'].map((name) => [name, ['in', 'notIn']]));

/** The moments that a filter names. */
export interface LoopMoments {
  opened: Period | null;
  closed: Period | null;
  /** Of the feedback that opened the loop. */
  feedback: Period | null;
}

/**
 * The moments of a filter. Throws BAD_USER_INPUT, with the path and never the value, unless it has the shape of a filter
 * of loops, its conditions on feedback are such, its values are not too long together, and its periods can be.
 */
export function checkLoopFilter(filter: LoopFilter, { calendar }: { calendar: Calendar }): LoopMoments {
  // First, because what is too deep must not be parsed.
  if (filter.feedback) checkFilter(filter.feedback);
  if (encodeURIComponent(JSON.stringify(filter)).length > MAX_FILTER_SIZE) {
    throw new HeedError('BAD_USER_INPUT', 'The values of the filter are too long together; give fewer of them, or use notIn for the others.');
  }
  const parsed = loopFilter.safeParse(filter);
  if (!parsed.success) {
    const { path, advice, near } = explainIssue(parsed.error, { value: filter, fields: LOOP_FILTER_FIELDS, below: CHOICES });
    throw new HeedError('BAD_USER_INPUT', `The filter is not valid${path ? ` at ${path}` : ''}: ${advice}`, { path, near });
  }
  assertTimeZone(calendar.timeZone);
  const { opened, closed, feedback } = filter;
  const resolve = (period: PeriodInput | undefined, field: string): Period | null => (period ? resolvePeriod(period, { ...calendar, field }) : null);
  return { opened: resolve(opened, 'filter.opened'), closed: resolve(closed, 'filter.closed'), feedback: resolve(feedback?.period, 'filter.feedback.period') };
}
