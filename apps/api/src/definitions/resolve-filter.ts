import { HeedError, type FeedbackFilter } from '@heed/domain';
import { filterNames } from './check.ts';
import { keyOf } from './definition.ts';
import { didYouMean, namesNear } from './near-names.ts';
import type { State } from './state.ts';

/**
 * A filter with the conditions of the saved filters that it names in the place of their names. Throws BAD_USER_INPUT for
 * a name that there is not, with near ones.
 */
export function resolveFilter({ saved = [], ...filter }: FeedbackFilter, state: State): FeedbackFilter {
  if (saved.length === 0) return filter;
  const conditions = saved.map((name, index) => {
    const stored = state.filter.get(keyOf(name));
    if (stored) return stored.definition.filter;
    const known = filterNames(state);
    throw new HeedError('BAD_USER_INPUT', `filter.saved.${index} names no saved filter${didYouMean(name, known) || '; savedFilters lists them.'}`, { near: namesNear(name, known) });
  });
  return { ...filter, and: [...(filter.and ?? []), ...conditions] };
}
