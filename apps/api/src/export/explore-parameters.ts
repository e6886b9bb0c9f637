import { HeedError } from '@heed/domain';
import { readExploration, type ExplorationQuestion } from '@heed/measure';
import { scopedFilter, type Asker } from '../graphql/context.ts';
import { readFilter } from '../modules/filter/read-filter.ts';
import type { FeedbackFilterInput } from '../modules/filter/filter.input.ts';

const NAMES: readonly string[] = ['question', 'bom', 'token'];

/**
 * The exploration that an address asks for, within what the asker may see: `question` as JSON in the program's spelling, the
 * same as in a saved view. Throws BAD_USER_INPUT that names the place and what to change.
 */
export function readExploreParameters(search: URLSearchParams, asker: Asker): { question: ExplorationQuestion; bom: boolean } {
  for (const name of search.keys()) {
    if (!NAMES.includes(name)) throw new HeedError('BAD_USER_INPUT', `An export of an exploration has no such parameter; it has ${NAMES.join(', ')}.`);
  }
  const [text, second] = search.getAll('question');
  let given: unknown;
  try {
    given = JSON.parse(text ?? '');
  } catch {
    // Told below, without the words of the parser, which repeat what was sent.
  }
  if (second !== undefined || typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new HeedError('BAD_USER_INPUT', 'question must stand once, as a JSON object encoded for an address, such as {"metrics":["nps"],"by":[{"dimension":"department"}]}.');
  }
  const bom = search.get('bom') ?? 'false';
  if (bom !== 'true' && bom !== 'false') throw new HeedError('BAD_USER_INPUT', 'bom must be true or false.');
  const { filter = {}, ...rest } = given as { filter?: FeedbackFilterInput };
  return { question: readExploration({ ...rest, filter: scopedFilter(asker, readFilter(filter)) }), bom: bom === 'true' };
}
