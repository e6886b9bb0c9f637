import type { LoopCondition } from '@heed/domain';
import { join, sql, type Sql } from '@heed/store';
import { choose } from './choose.ts';

/**
 * Feedback that is part of a loop for which the condition holds: what opened the loop, what joined it, and what came with a
 * loop that was merged into it. Loops that were merged into another are looked at only where the condition names that state,
 * as in lists of loops.
 */
export function partOfLoop({ state, open, department }: LoopCondition): Sql {
  const conditions = [
    ...(state?.includes('merged') ? [] : [sql`state != 'merged'`]),
    ...(state ? choose(sql`state`, { in: state }) : []),
    ...(open === undefined ? [] : [open ? sql`state NOT IN ('closed', 'merged')` : sql`state IN ('closed', 'merged')`]),
    ...(department ? choose(sql`department`, department) : []),
  ];
  return sql`feedback_id IN (
    SELECT feedback_id FROM loop_feedback FINAL
    WHERE loop_id IN (SELECT loop_id FROM loops FINAL WHERE ${join(conditions, { by: sql` AND `, empty: sql`true` })}))`;
}

/** How many conditions it is, for the limit of a filter. */
export const loopNodes = (condition: LoopCondition): number => Math.max(1, Object.values(condition).filter((value) => value !== undefined).length);
