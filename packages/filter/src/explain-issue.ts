import { DIMENSIONS, FILTER_FIELDS, GROUPING_NAMES } from '@heed/domain';
import type * as z from 'zod';
import { didYouMean, nearNames } from './near-names.ts';

/** Where a value from outside is wrong, and what to change: never the value itself. */
export interface Problem {
  /** For example `filter.department.in.0`; empty for the value as a whole. */
  path: string;
  /** For example `did you mean department?`. */
  advice: string;
  /** Names that may have been meant instead of an unknown one. */
  near: string[];
}

/** What stands below a field of this name, where it is an object. */
const FIELDS_BELOW: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(DIMENSIONS.map((name) => [name, ['in', 'notIn']])),
  ...Object.fromEntries(['nps', 'csat', 'ces', 'sentiment'].map((name) => [name, ['min', 'max']])),
  ...Object.fromEntries(['filter', 'and', 'or', 'not'].map((name) => [name, FILTER_FIELDS])),
  theme: ['in', 'notIn', 'asThen'],
  attributes: ['key', 'in', 'notIn', 'min', 'max'],
  loop: ['state', 'open', 'department'],
};

/**
 * The first problem that zod found with `value`. `fields` are the names that may stand at its top. Names that are not known
 * come with the near ones that are; messages of zod hold limits and kinds, and no values. `below` are the names below fields
 * that a filter of feedback does not have.
 */
export function explainIssue(error: z.ZodError, { value, fields, below }: { value: unknown; fields: readonly string[]; below?: Readonly<Record<string, readonly string[]>> }): Problem {
  const issue = error.issues[0];
  if (!issue) return { path: '', advice: 'see the description of its fields', near: [] };
  const path = issue.path.map(String);
  const problem = (advice: string, near: string[] = []): Problem => ({ path: path.join('.'), advice, near });
  const names = (wrong: unknown, known: readonly string[], otherwise: string): Problem => {
    const near = typeof wrong === 'string' ? nearNames(wrong, known) : [];
    return problem(didYouMean(near, otherwise), near);
  };
  const parent = path.findLast((step) => !/^\d+$/.test(step));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = parent === undefined ? fields : (below?.[parent] ?? FIELDS_BELOW[parent] ?? []);
      const { advice, near } = names(issue.keys[0], known, `the fields are ${known.join(', ')}`);
      return problem(`there is no such field; ${advice}`, near);
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      return names(at(value, issue.path), known, `it is one of ${known.join(', ')}`);
    }
    case 'invalid_union': {
      if (parent !== 'by') return problem('a period is either from and to, or last, or toDate');
      const { advice, near } = names(at(value, [...issue.path, 'dimension']), GROUPING_NAMES, `the dimensions are ${GROUPING_NAMES.join(', ')}`);
      return problem(`a grouping is either a dimension or an attribute; ${advice}`, near);
    }
    default:
      return problem(issue.message);
  }
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined), value);
}
