import { bind, identifier, join, sql, type Sql } from '@heed/store';
import { TARGETS } from '../settings/settings.ts';

/**
 * How a loop stands at a moment, as conditions over the table `loops`: each true or false and never null. A target is at risk or
 * breached for itself, so a loop whose acknowledgement was late and whose close is near is both.
 */

/** Somebody still has to do something: neither closed nor merged into another. */
export const OPEN: Sql = sql`state NOT IN ('closed', 'merged')`;

/** Open, and nobody's. */
export const UNASSIGNED: Sql = sql`(${OPEN} AND owner = '')`;

/** Open, and the customer has the word. */
export const WAITING: Sql = sql`(${OPEN} AND waiting_since IS NOT NULL)`;

/** Resolved, and the customer does not know yet. */
export const TO_TELL: Sql = sql`state = 'resolved'`;

/** Due moments are set only while a target runs: not before, not while the customer is waited for, not after. */
const each = (condition: (target: string) => Sql): Sql => join(TARGETS.map(condition), { by: sql` OR ` });

/** Open, and a target runs that has used up 80 % of its time, and not all of it. */
export function atRisk(now: Sql): Sql {
  return sql`(${OPEN} AND (${each((target) => sql`ifNull(${identifier(`${target}_risk_at`)} <= ${now} AND ${identifier(`${target}_due_at`)} > ${now}, false)`)}))`;
}

/** Open, and a target has run out of its time or was missed before. */
export function breached(now: Sql): Sql {
  return sql`(${OPEN} AND (${each((target) => sql`ifNull(${identifier(`${target}_due_at`)} <= ${now}, false) OR ifNull(NOT ${identifier(`${target}_met`)}, false)`)}))`;
}

/** After every moment that a loop may be due, and a number that JSON keeps; for loops on which no clock runs. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** When the next of a loop's targets is due, in epoch milliseconds; NEVER when no clock runs. */
export const NEXT_DUE: Sql = sql`least(${join(
  TARGETS.map((target) => sql`ifNull(toUnixTimestamp64Milli(${identifier(`${target}_due_at`)}), ${bind('Int64', NEVER)})`),
  { by: sql`, ` },
)})`;
