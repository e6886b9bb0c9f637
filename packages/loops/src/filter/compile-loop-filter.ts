import type { Calendar, Choice, Period } from '@heed/domain';
import { choose, compileFilter } from '@heed/filter';
import { bind, identifier, join, moment, sql, type Sql } from '@heed/store';
import { checkLoopFilter } from './check-loop-filter.ts';
import { LOOP_CHOICES, type LoopChoice, type LoopFilter, type LoopQueue } from './loop-filter.ts';
import { atRisk, breached, OPEN, TO_TELL, UNASSIGNED, WAITING } from './standing.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Of a queue, at a moment; null for everything. */
function queueCondition(queue: LoopQueue, now: number): Sql | null {
  switch (queue) {
    case 'open':
      return OPEN;
    case 'unassigned':
      return UNASSIGNED;
    case 'at_risk':
      return atRisk(moment(now));
    case 'breached':
      return breached(moment(now));
    case 'waiting':
      return WAITING;
    case 'to_tell':
      return TO_TELL;
    case 'closed':
      return sql`state = 'closed'`;
    case 'all':
      return null;
  }
}

/** Loops that opened within a half-open period; without anything around the column, so that its index is used. */
export const openedIn = ({ from, to }: Period): Sql => sql`opened_at >= ${moment(from)} AND opened_at < ${moment(to)}`;

/** Loops that closed within one; open ones did not. */
const closedIn = ({ from, to }: Period): Sql => sql`ifNull(closed_at >= ${moment(from)} AND closed_at < ${moment(to)}, false)`;

/** Loops of which any leg was held by one of the departments. */
export const heldByAny = (departments: readonly string[]): Sql => sql`hasAny(leg_departments, ${bind('Array(String)', departments)})`;

function heldConditions({ in: wanted, notIn: unwanted }: Choice): Sql[] {
  return [...(wanted ? [heldByAny(wanted)] : []), ...(unwanted && unwanted.length > 0 ? [sql`NOT ${heldByAny(unwanted)}`] : [])];
}

/**
 * The condition of a filter over the table loops, read with FINAL; all values bound, true or false and never null. What
 * depends on the present moment (at risk, breached, periods such as "last 28 days") is as of `calendar.now`. Loops that were merged
 * into another are kept only where the filter names that state.
 *
 * `feedback` looks at the feedback that opened the loop, `text` at all of its feedback; both at customers' feedback only.
 *
 * Throws BAD_USER_INPUT for a filter of another shape, and for a period that cannot be.
 */
export function compileLoopFilter(filter: LoopFilter, { calendar }: { calendar: Calendar }): Sql {
  const moments = checkLoopFilter(filter, { calendar });
  const { queue = 'all', priority, state, band, watcher, customer, heldBy, text, feedback, scope } = filter;
  const conditions: Sql[] = [];
  const inQueue = queueCondition(queue, calendar.now);
  if (inQueue) conditions.push(inQueue);
  if (!state?.includes('merged')) conditions.push(sql`state != 'merged'`);
  for (const [column, values] of Object.entries({ state, priority, band })) if (values) conditions.push(...choose(identifier(column), { in: values }));
  for (const [name, column] of Object.entries(LOOP_CHOICES)) {
    const choice = filter[name as LoopChoice];
    if (choice) conditions.push(...choose(identifier(column), choice));
  }
  if (watcher !== undefined) conditions.push(sql`has(watchers, ${bind('String', watcher)})`);
  // Whatever is no key is nobody's.
  if (customer !== undefined) conditions.push(isUuid(customer) ? sql`ifNull(customer_id = ${bind('UUID', customer)}, false)` : sql`false`);
  if (heldBy) conditions.push(...heldConditions(heldBy));
  if (scope) conditions.push(heldByAny(scope));
  if (moments.opened) conditions.push(openedIn(moments.opened));
  if (moments.closed) conditions.push(closedIn(moments.closed));
  if (feedback) conditions.push(sql`ifNull(feedback_id IN (SELECT feedback_id FROM feedback FINAL WHERE ${compileFilter(feedback, { period: moments.feedback })}), false)`);
  if (text !== undefined && text.trim() !== '') conditions.push(withText(text));
  return sql`(${join(conditions, { by: sql` AND `, empty: sql`true` })})`;
}

/** Loops with a feedback whose comment has every word. */
function withText(text: string): Sql {
  return sql`arrayExists(id -> id IN (SELECT feedback_id FROM feedback FINAL WHERE ${compileFilter({ text }, { period: null })}), feedback_ids)`;
}
