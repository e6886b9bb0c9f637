import { readExploration, type ExplorationQuestion } from '@heed/measure';
import { filterFor, type Context } from '../../graphql/context.ts';
import { readGrouping, readPeriod } from '../filter/read-filter.ts';
import type { ExplorationInput } from './explore.args.ts';

/**
 * What the caller asked, parsed, within what the caller may see. Throws BAD_USER_INPUT that names the field and what to
 * change.
 */
export function questionFor(context: Context, { by, filter, compareWith, ...rest }: ExplorationInput): ExplorationQuestion {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined));
  return readExploration({
    ...given,
    filter: filterFor(context, filter),
    ...(by ? { by: by.map(readGrouping) } : {}),
    ...(compareWith ? { compareWith: readPeriod(compareWith, 'compareWith') } : {}),
  });
}
