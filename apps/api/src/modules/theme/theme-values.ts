import type { FeedbackFilter } from '@heed/domain';
import { measureBreakdown } from '@heed/measure';
import type { Asker } from '../../graphql/context.ts';
import type { DimensionValueType } from '../feedback/feedback.type.ts';
import { groupNames } from './with-themes.ts';

/** More themes than this nobody has. */
const ALL = 1_000;

/** Themes as values of a dimension: how much feedback mentions each, the most frequent first. */
export async function themeValues({ heed }: Pick<Asker, 'heed'>, { search, first, filter }: { search: string; first: number; filter: FeedbackFilter }): Promise<DimensionValueType[]> {
  const { groups } = await measureBreakdown(heed.store, { metric: 'volume', by: 'theme', filter, first: ALL, calendar: heed.calendar() });
  const names = groupNames({ heed });
  const wanted = search.trim().toLocaleLowerCase();
  return groups.flatMap(({ key, estimate }) => (names({ dimension: 'theme' }, key).toLocaleLowerCase().includes(wanted) ? [{ value: key, n: estimate.value ?? 0 }] : [])).slice(0, first);
}
