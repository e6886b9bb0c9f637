import { HeedError } from '@heed/domain';
import type { DefinitionKind, DefinitionOf } from '../../definitions/definition.ts';
import { problemsOf, sentence } from '../../definitions/problems.ts';
import { SCHEMAS, shapeOfKind } from '../../definitions/schemas.ts';
import { withoutNulls } from '../filter/read-filter.ts';

/** No question needs more of either; what is built to be deep or large is refused before anything looks into it. */
const MAX_DEPTH = 40;
const MAX_VALUES = 20_000;

/** Throws BAD_USER_INPUT for an argument that nests too deep or holds too much. Looks level by level. */
function assertModest(argument: unknown): void {
  let level: unknown[] = [argument];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > MAX_DEPTH || values > MAX_VALUES) {
      throw new HeedError('BAD_USER_INPUT', `The argument nests more than ${MAX_DEPTH} levels deep or holds more than ${MAX_VALUES} values; save something smaller.`);
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : []));
  }
}

/**
 * The definition of a mutation's arguments. As in a filter, null stands for what is not given. Throws BAD_USER_INPUT that
 * names the place of every problem and no value.
 */
export function readDefinition<Kind extends DefinitionKind>(kind: Kind, args: Record<string, unknown>): DefinitionOf[Kind] {
  assertModest(args);
  const value = withoutNulls(args);
  const parsed = SCHEMAS[kind].safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error.issues, { shape: shapeOfKind(kind), value }).map(sentence);
  throw new HeedError('BAD_USER_INPUT', `${problems[0]}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}.`, { problems: problems.slice(0, 100) });
}
