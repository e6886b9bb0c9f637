import { feedbackFilter, FILTER_FIELDS, HeedError, MAX_FILTER_DEPTH, type FeedbackFilter, type FilterCondition } from '@heed/domain';
import { explainIssue } from './explain-issue.ts';
import { loopNodes } from './loop-condition.ts';
import { wordsOf } from './words.ts';

/** At most so many conditions in a filter: each branch of and, or and not, each field in it, each part of a condition on loops and each word of a text is one. */
export const MAX_FILTER_NODES = 200;

/**
 * At most so many characters in a filter once it is escaped for a URL: the engine (26.7) takes no bound value of more than
 * 131,072, and the longest list of a filter is one bound value.
 */
const MAX_FILTER_SIZE = 120_000;

/**
 * Throws BAD_USER_INPUT, with the path and never the value, unless the filter has the shape of a filter, no period below
 * its top, no names of saved filters left in it, at most MAX_FILTER_DEPTH levels of and/or/not, at most MAX_FILTER_NODES conditions,
 * and values that are not too long together (MAX_FILTER_SIZE).
 */
export function checkFilter(filter: FeedbackFilter): void {
  // Passed over in silence they would make a number of too much feedback.
  if (filter.saved !== undefined) throw new HeedError('BAD_USER_INPUT', 'Saved filters cannot be named here; write their conditions out.', { path: 'saved' });
  checkBranches(filter);
  if (encodeURIComponent(JSON.stringify(filter)).length > MAX_FILTER_SIZE) {
    throw new HeedError('BAD_USER_INPUT', 'The values of the filter are too long together; give fewer of them, or use notIn for the others.');
  }
  const parsed = feedbackFilter.safeParse(filter);
  if (parsed.success) return;
  const { path, advice, near } = explainIssue(parsed.error, { value: filter, fields: FILTER_FIELDS });
  throw new HeedError('BAD_USER_INPUT', `The filter is not valid${path ? ` at ${path}` : ''}: ${advice}`, { path, near });
}

/**
 * Throws BAD_USER_INPUT for too many levels or conditions, whatever else the filter is. It looks level by level, so that a
 * filter made to be deep cannot exhaust the stack; parse no filter from outside before.
 */
export function checkBranches(filter: FeedbackFilter): void {
  let level: FilterCondition[] = [filter];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_FILTER_DEPTH) {
      throw new HeedError('BAD_USER_INPUT', `The filter nests and, or and not more than ${MAX_FILTER_DEPTH} levels deep; make it flatter.`);
    }
    for (const condition of level) nodes += nodesOf(condition);
    if (nodes > MAX_FILTER_NODES) {
      throw new HeedError('BAD_USER_INPUT', `The filter has more than ${MAX_FILTER_NODES} conditions; use lists of values in place of branches.`);
    }
    if (depth > 0 && level.some((condition) => 'period' in condition)) {
      throw new HeedError('BAD_USER_INPUT', 'A period can stand at the top of a filter only, not inside and, or and not.');
    }
    level = level.flatMap(branchesOf);
  }
}

function branchesOf({ and, or, not }: FilterCondition): FilterCondition[] {
  return [...(Array.isArray(and) ? and : []), ...(Array.isArray(or) ? or : []), ...(not ? [not] : [])].filter((branch) => typeof branch === 'object' && branch !== null);
}

function nodesOf({ and: _and, or: _or, not: _not, attributes, text, loop, ...fields }: FilterCondition): number {
  const given = Object.values(fields).filter((value) => value != null).length;
  const attributeCount = Array.isArray(attributes) ? attributes.length : 0;
  const loopCount = typeof loop === 'object' && loop !== null ? loopNodes(loop) : 0;
  return 1 + given + attributeCount + loopCount + (typeof text === 'string' ? wordsOf(text).length : 0);
}
