import type * as z from 'zod';
import { didYouMean } from './near-names.ts';
import type { Path, Shape } from './shape.ts';

/** What is wrong and where; it holds no value that was given. */
export interface Problem {
  path: Path;
  message: string;
}

/** A problem with its place before it, without a full stop. */
export const sentence = ({ path, message }: Problem): string => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`);

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a set of fields' };

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[step] : undefined), value);
}

const list = (words: readonly string[]): string => words.join(', ');

function sizeMessage(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const [word, limit] = issue.code === 'too_big' ? ['at most', issue.maximum] : ['at least', issue.minimum];
  if (issue.origin === 'string') return `must have ${word} ${limit} characters`;
  if (issue.origin === 'array') return `must have ${word} ${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
  return `must be ${word} ${limit}`;
}

/** Every problem of a value that a schema refused, in the order of its fields. */
export function problemsOf(issues: readonly Issue[], { shape, value, path = [] }: { shape: Shape; value: unknown; path?: Path }): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const place = [...path, ...(issue.path as Path)];
    const given = valueAt(value, place);
    const unknownFields = (names: readonly string[]): Problem[] =>
      names.map((name) => ({ path: [...place, name], message: `there is no field of this name here${didYouMean(name, shape.fieldsAt(place))}` }));
    const problem = (message: string): Problem[] => [{ path: place, message }];

    switch (issue.code) {
      case 'unrecognized_keys':
        return unknownFields(issue.keys);
      case 'invalid_union': {
        const keys = typeof given === 'object' && given !== null ? Object.keys(given) : [];
        const fields = shape.fieldsAt(place);
        const strange = keys.filter((key) => !fields.includes(key));
        if (strange.length > 0) return unknownFields(strange);
        // The alternative of which all fields are there, and only they, is the one that was meant.
        const meant = issue.errors.filter((option) => option.every(({ path: [first] }) => first !== undefined && keys.includes(String(first))));
        if (meant.length === 1 && meant[0]) return problemsOf(meant[0], { shape, value, path: place });
        return problem(`must hold either ${shape.alternativesAt(place).map((names) => names.join(' and ')).join(', or ')}`);
      }
      case 'invalid_value': {
        const names = issue.values.map(String);
        return problem(given === undefined ? `is missing; it is one of ${list(names)}` : `must be ${names.length > 1 ? 'one of ' : ''}${list(names)}${typeof given === 'string' ? didYouMean(given, names) : ''}`);
      }
      case 'invalid_type':
        return problem(given === undefined ? 'is missing' : `must be ${TYPES[issue.expected] ?? issue.expected}`);
      case 'too_big':
      case 'too_small':
        return problem(sizeMessage(issue));
      default:
        return problem(issue.message);
    }
  });
}
