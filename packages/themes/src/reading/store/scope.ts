import { HAS_COMMENT } from '@heed/filter';
import { bind, sql, type Sql } from '@heed/store';
import * as z from 'zod';

const unsigned = z.string().regex(/^\d{1,20}$/);
/** A day as days since 1970, UTC. */
const dayNumber = z.number().int().min(0).max(65_535);

/** Which comments are looked at: those of which anything was written under these versions (both included), those of days (both included), or some. */
export const scope = z.union([
  z.strictObject({ versions: z.strictObject({ from: unsigned, to: unsigned }) }),
  z.strictObject({ days: z.strictObject({ from: dayNumber, to: dayNumber }) }),
  z.strictObject({ ids: z.array(z.guid()) }),
]);
export type Scope = z.infer<typeof scope>;

export const EXAMPLE_SCOPES: readonly Scope[] = [
  { versions: { from: '1', to: '18446744073709551615' } },
  { days: { from: 20_000, to: 20_010 } },
  { ids: ['829bd530-bebf-8b48-ba13-c7bcd3da4cc6'] },
];

/** What is read: words of customers. Employees are few enough to be known by what they wrote, so nobody and nothing reads it. */
export const READABLE: Sql = sql`enps IS NULL AND ${HAS_COMMENT}`;

/**
 * The condition of a scope, for feedback and for comment_readings alike. The keys of a range of versions are found in both without FINAL,
 * because what was written is looked for: also where a feedback is gone, and where a reading is.
 */
export function inScope(looked: Scope): Sql {
  if ('days' in looked) return sql`day >= ${day(looked.days.from)} AND day <= ${day(looked.days.to)}`;
  if ('ids' in looked) {
    const ids = bind('Array(UUID)', looked.ids);
    return sql`(day, feedback_id) IN (SELECT day, feedback_id FROM feedback WHERE has(${ids}, feedback_id) UNION ALL SELECT day, feedback_id FROM comment_readings WHERE has(${ids}, feedback_id))`;
  }
  const { from, to } = looked.versions;
  const within = sql`version >= ${bind('UInt64', from)} AND version <= ${bind('UInt64', to)}`;
  return sql`(day, feedback_id) IN (SELECT day, feedback_id FROM feedback WHERE ${within} UNION ALL SELECT day, feedback_id FROM comment_readings WHERE ${within})`;
}

const day = (number: number): Sql => sql`toDate(${bind('UInt16', number)})`;
