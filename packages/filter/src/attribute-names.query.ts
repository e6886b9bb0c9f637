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
  name: 'filter.attributeNames',
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

/**
 * What a caller may see, and the keys that were already seen there: what was a key once is no slip of the hand, whatever was
 * erased since. Whoever keeps it from question to question spares the look-up.
 */
export interface KnownAttributes {
  scope: FeedbackFilter;
  keys: Set<string>;
}

/** Adds what the feedback of a period carries to the known keys: `none`, `some`, or `incomplete` when out of time or too many. */
async function lookUp(reader: StoreReader, { known, period }: { known: KnownAttributes; period: Period | null }): Promise<'none' | 'some' | 'incomplete'> {
  try {
    const rows = await reader.read(attributeNames, { scope: known.scope, period });
    for (const { key } of rows.slice(0, MOST_KEYS)) known.keys.add(key);
    if (rows.length > MOST_KEYS) return 'incomplete';
    return rows.length > 0 ? 'some' : 'none';
  } catch (error) {
    if (error instanceof HeedError && error.code === 'QUERY_TOO_COMPLEX') return 'incomplete';
    throw error;
  }
}

/**
 * Throws BAD_USER_INPUT, with the near ones, for an attribute that no feedback carries: a slip in its key would otherwise
 * look like an answer about nothing. A key is refused only when all others could be looked up, and there are any. Keys outside
 * of what the caller may see are neither known nor near.
 */
export async function assertAttributeKeys(
  reader: StoreReader,
  { names, calendar, known = { scope: {}, keys: new Set() } }: { names: readonly AttributeName[]; calendar: Calendar; known?: KnownAttributes | undefined },
): Promise<void> {
  const unknown = (): AttributeName | undefined => names.find(({ key }) => !known.keys.has(key));
  if (!unknown()) return;
  const recent = await lookUp(reader, { known, period: { from: calendar.now - RECENT_MS, to: END_OF_TIME } });
  if (recent === 'incomplete' || !unknown()) return;
  if ((await lookUp(reader, { known, period: null })) !== 'some') return;
  const wrong = unknown();
  if (!wrong) return;
  const near = nearNames(wrong.key, known.keys);
  throw new HeedError('BAD_USER_INPUT', `${wrong.path} names an attribute that no feedback carries; ${didYouMean(near, 'attributeKeys lists those that there are.')}`, { path: wrong.path, near });
}
