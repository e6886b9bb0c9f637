import { HeedError } from '@heed/domain';
import type { TaxonomyProblem } from './taxonomy.ts';

/** So many problems are worth reading at once. */
const MOST = 100;

/** Every problem of a taxonomy as one refusal. */
export function problemsOf(problems: readonly TaxonomyProblem[]): HeedError {
  const sorted = [...problems].sort((left, right) => left.at - right.at);
  const [first] = sorted;
  const rest = problems.length > 1 ? ` There are ${problems.length} problems in all.` : '';
  const where = first ? `At ${first.at}${first.column === '' ? '' : `, ${first.column}`}: ${first.reason}` : 'It cannot be read.';
  return new HeedError('BAD_USER_INPUT', `The taxonomy was not imported. ${where}${rest}`, { path: 'entries', problems: sorted.slice(0, MOST) });
}
