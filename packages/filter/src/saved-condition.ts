import { feedbackFilter, HeedError, type FilterCondition } from '@heed/domain';
import type * as z from 'zod';
import { checkFilter } from './check-filter.ts';

/** Tells zod of an expected failure, whose sentence is for people. */
export function whenRefused(check: () => void, tell: (message: string) => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof HeedError)) throw error;
    tell(error.message);
  }
}

/**
 * A filter without a period, so that whoever uses it chooses one, and without names of others, so that there is no circle.
 * It stands two levels deep where it is used: beside what else was asked, within the departments that the caller may see.
 */
export const savedCondition: z.ZodType<FilterCondition> = feedbackFilter.superRefine(({ period, saved, ...rest }, { addIssue }) => {
  if (period) addIssue({ code: 'custom', path: ['period'], message: 'a period cannot be saved in a filter; it is chosen where the filter is used' });
  if (saved) addIssue({ code: 'custom', path: ['saved'], message: 'a saved filter cannot refer to another one; write the conditions out' });
  whenRefused(() => checkFilter({ and: [{ and: [rest] }] }), (message) => addIssue({ code: 'custom', message }));
});
