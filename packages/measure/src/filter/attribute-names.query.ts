import { feedbackFilter, HeedError, type Calendar, type FeedbackFilter, type Period } from '@heed/domain';
import { bind, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import type { AttributeName } from './attribute-names.ts';
import { compileFilter } from './compile-filter.ts';
import { END_OF_TIME } from './moments.ts';
import { didYouMean, nearNames } from './near-names.ts';
import { exampleFilter, examplePeriod, periodMoments } from './parameters.ts';

/** More different keys than these are no columns of anything; nobody is refused for want of a complete list of them. */
const MOST_KEYS = 10_000;

/**
 * Measured on 2 cores: about 45 ms a million rows, so that the list of some 50 million rows is complete in time. A question
 * about more of them is never refused for a key that was not seen.
 */
const SECONDS = 3;

/** Keys of the last days are looked up first: nearly all that anybody asks for, at a cost that does not grow. */
const RECENT_MS = 31 * 86_400_000;

const attributeNames = defineQuery<{ scope: FeedbackFilter; period: Period | null }, { key: string }>({
  name: 'measure.attributeNames',
  params: z.strictObject({ scope: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ key: z.string() }),
  sql: ({ scope, period }) => sql`
    SELECT DISTINCT toString(arrayJoin(attributes.keys)) AS key
    FROM feedback FINAL
    WHERE ${compileFilter(scope, { period })}
    LIMIT ${bind('UInt32', MOST_KEYS + 1)}`,
  settings: { max_execution_time: SECONDS },
  examples: [
    { scope: {}, period: null },
    { scope: exampleFilter, period: examplePeriod },
  ],
});

/** Keys that were seen, of each reader by scope: what was a key once is no slip of the hand, whatever was erased since. */
const seen = new WeakMap<StoreReader, Map<string, Set<string>>>();

function seenBy(reader: StoreReader, scope: FeedbackFilter): Set<string> {
  const byScope = seen.get(reader) ?? new Map<string, Set<string>>();
  seen.set(reader, byScope);
  const name = JSON.stringify(scope);
  const keys = byScope.get(name) ?? new Set<string>();
  byScope.set(name, keys);
  return keys;
}

/** Adds what the feedback of a period carries to `keys`. False where the list is not complete: out of time, or too long. */
async function lookUp(reader: StoreReader, { keys, ...question }: { keys: Set<string>; scope: FeedbackFilter; period: Period | null }): Promise<boolean> {
  try {
    const rows = await reader.read(attributeNames, question);
    for (const { key } of rows.slice(0, MOST_KEYS)) keys.add(key);
    return rows.length <= MOST_KEYS;
  } catch (error) {
    if (error instanceof HeedError && error.code === 'QUERY_TOO_COMPLEX') return false;
    throw error;
  }
}

/**
 * Throws BAD_USER_INPUT, with the near ones, for an attribute that no feedback carries: a slip in its key would otherwise
 * look like an answer about nothing. A key is refused only when all keys could be looked up. `scope` is what the caller may
 * see; keys outside of it are neither known nor near.
 */
export async function assertAttributeKeys(
  reader: StoreReader,
  { names, calendar, scope = {} }: { names: readonly AttributeName[]; calendar: Calendar; scope?: FeedbackFilter | undefined },
): Promise<void> {
  if (names.length === 0) return;
  const keys = seenBy(reader, scope);
  const unknown = (): AttributeName | undefined => names.find(({ key }) => !keys.has(key));
  for (const period of [{ from: calendar.now - RECENT_MS, to: END_OF_TIME }, null]) {
    if (!unknown() || !(await lookUp(reader, { keys, scope, period }))) return;
  }
  const wrong = unknown();
  if (!wrong) return;
  const near = nearNames(wrong.key, keys);
  const otherwise = keys.size === 0 ? 'none carries any' : 'attributeKeys lists those that there are';
  throw new HeedError('BAD_USER_INPUT', `${wrong.path} names an attribute that no feedback carries; ${didYouMean(near, `${otherwise}.`)}`, { path: wrong.path, near });
}
