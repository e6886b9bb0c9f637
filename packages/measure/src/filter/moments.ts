import type { Period } from '@heed/domain';
import { bind, moment, sql, type Sql } from '@heed/store';

/**
 * Conditions on the moment of a feedback, two for each: one on its day, by which the engine finds the rows, and the exact
 * one inside `identity`, which keeps it away from the engine's indexes (documented for that function).
 *
 * The engine (26.7) leaves out parts by their earliest and latest `occurred_at` also with FINAL. When a correction moves
 * a feedback within its day, that would leave out the correction and so bring the old row back. The day is in the key:
 * all versions of a row share it, so whatever is left out by day is left out with all its versions.
 */

/** The days that a feedback may have: the engine's Date holds 1970-01-01 to 2149-06-06, and wraps around beyond. */
const FIRST_DAY = 0;
const LAST_DAY = Date.UTC(2149, 5, 6);

/** After every moment that a feedback may have, in epoch milliseconds. */
export const END_OF_TIME = LAST_DAY;

/** `occurred_at`, hidden from the indexes. */
const exactly = sql`identity(occurred_at)`;

/** Rows of a half-open period [from, to). */
export function within({ from, to }: Period): Sql {
  return sql`toDate(occurred_at) >= ${day(from)} AND toDate(occurred_at) <= ${day(to - 1)} AND ${during({ from, to })}`;
}

/** The same without the condition on the day, for inside of aggregates, where no rows are found but only told apart. */
export function during({ from, to }: Period): Sql {
  return sql`${exactly} >= ${clamped(from)} AND ${exactly} < ${clamped(to)}`;
}

/** Rows that stand after another one in a list that is newest first. */
export function olderThan({ occurredAt, id }: { occurredAt: number; id: string }): Sql {
  const at = clamped(occurredAt);
  return sql`toDate(occurred_at) <= ${day(occurredAt)} AND (${exactly} < ${at} OR (${exactly} = ${at} AND feedback_id < ${bind('UUID', id)}))`;
}

function day(epochMs: number): Sql {
  return sql`toDate(${clamped(epochMs)})`;
}

function clamped(epochMs: number): Sql {
  return moment(Math.min(LAST_DAY, Math.max(FIRST_DAY, epochMs)));
}
