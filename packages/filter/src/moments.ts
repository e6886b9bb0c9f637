import type { Period } from '@heed/domain';
import { bind, join, moment, sql, type Sql } from '@heed/store';

/**
 * Conditions on the moment of a feedback, two for each: one on its day, which is the key by which the engine finds the
 * rows, and the exact one.
 */

/** The days that a feedback may have: the engine's Date holds 1970-01-01 to 2149-06-06, and wraps around beyond. */
const FIRST_DAY = 0;
const LAST_DAY = Date.UTC(2149, 5, 6);

/** After every moment that a feedback may have, in epoch milliseconds. */
export const END_OF_TIME = LAST_DAY;

/** Rows of a half-open period [from, to). */
export function within({ from, to }: Period): Sql {
  return sql`day >= ${day(from)} AND day <= ${day(to - 1)} AND ${during({ from, to })}`;
}

/** The same without the condition on the day, for inside of aggregates, where no rows are found but only told apart. */
export function during({ from, to }: Period): Sql {
  return sql`occurred_at >= ${clamped(from)} AND occurred_at < ${clamped(to)}`;
}

/** Rows of the days that the periods touch: for a table that has the day of a feedback and not its moment. */
export function inDays(periods: readonly Period[]): Sql {
  const days = periods.map(({ from, to }) => sql`(day >= ${day(from)} AND day <= ${day(to - 1)})`);
  return sql`(${join(days, { by: sql` OR `, empty: sql`false` })})`;
}

/** Rows that stand after another one in a list that is newest first. */
export function olderThan({ occurredAt, id }: { occurredAt: number; id: string }): Sql {
  const at = clamped(occurredAt);
  return sql`day <= ${day(occurredAt)} AND (occurred_at < ${at} OR (occurred_at = ${at} AND feedback_id < ${bind('UUID', id)}))`;
}

function day(epochMs: number): Sql {
  return sql`toDate(${clamped(epochMs)})`;
}

function clamped(epochMs: number): Sql {
  return moment(Math.min(LAST_DAY, Math.max(FIRST_DAY, epochMs)));
}
