import { HeedError } from '@heed/domain';
import type { Caller } from '../access/caller.ts';
import { conflictsOf } from './check.ts';
import { changesOf, stepsTo, type Step } from './difference.ts';
import { assertMayChange } from './may-change.ts';
import type { DefinitionChange } from './definition.ts';
import { sentence } from './problems.ts';
import { changed, find, type State } from './state.ts';
import type { LineProblem } from './yaml/document.ts';
import { readYaml } from './yaml/read-yaml.ts';

/** What a file says of every definition that it names or removes, and the changes among that. */
export interface FileResult {
  steps: Step[];
  changes: DefinitionChange[];
}

/** More problems than this are counted and not listed. */
const MAX_PROBLEMS = 100;

/** Throws BAD_USER_INPUT that lists the problems, by line. */
function refuse(problems: readonly LineProblem[]): never {
  const sorted = problems.toSorted((left, right) => left.line - right.line);
  const [first] = sorted;
  const more = sorted.length > 1 ? ` (and ${sorted.length - 1} more)` : '';
  throw new HeedError('BAD_USER_INPUT', `The file cannot be applied: line ${first?.line ?? 1}: ${first?.message ?? ''}${more}.`, {
    problems: sorted.slice(0, MAX_PROBLEMS),
    problemCount: sorted.length,
  });
}

/** Reads a file once; the result is compared with a state as often as needed. Throws BAD_USER_INPUT with every problem. */
export function readFile(yaml: string, caller: Caller): (state: State) => FileResult {
  const file = readYaml(yaml);
  if (Array.isArray(file)) refuse(file);
  const { wanted, lineOf } = file;
  return (state) => {
    const steps = stepsTo(wanted, state);
    const changes = changesOf(steps);
    const conflicts = conflictsOf(changes, { from: state, to: changed(state, changes, { version: state.version + 1, by: caller.id }) });
    if (conflicts.length > 0) refuse(conflicts.map((conflict) => ({ line: lineOf(conflict), message: sentence(conflict) })));
    for (const change of changes) assertMayChange(change, { current: find(state, change), caller });
    return { steps, changes };
  };
}
