import { NO_THEME, NO_THEMES, type FilterCondition, type Period, type Range, type ThemeChoice } from '@heed/domain';
import { bind, join, sql, type Sql } from '@heed/store';
import { HAS_COMMENT } from './has-comment.ts';
import { inDays } from './moments.ts';

/**
 * What was read out of comments, as conditions over feedback. A reading counts only for the version of the feedback whose words
 * were read: after a correction it says nothing until it is written anew.
 *
 * The readings stand in a table of their own. Conditions ask for them as a set of keys and not by a join, so that they can stand
 * anywhere within and, or and not, in a list of columns as well as in WHERE.
 */

/** Which readings may matter at all, as conditions over comment_readings: those of the days that are asked about, or what the caller knows better. */
export interface AmongReadings {
  period: readonly Period[] | null;
  narrowed?: Sql | undefined;
}

/** Feedback with a reading for which the condition (over columns of comment_readings, never null) holds. */
export function readAs(condition: Sql, { period, narrowed }: AmongReadings): Sql {
  const conditions = [...(period ? [inDays(period)] : []), ...(narrowed ? [narrowed] : []), condition];
  return sql`(day, feedback_id, version) IN (SELECT day, feedback_id, version FROM comment_readings FINAL WHERE ${join(conditions, { by: sql` AND ` })})`;
}

/** Conditions of a choice of themes: in any of `in`, in none of `notIn`; the empty text stands for no theme at all, NO_THEME for why it is in none. */
export function chooseThemes({ in: wanted, notIn: unwanted = [], asThen = false }: ThemeChoice, among: AmongReadings): Sql[] {
  const inAny = (themes: readonly string[]): Sql => mentionsAny(themes, { column: asThen ? sql`themes_then` : sql`themes`, among });
  return [...(wanted ? [inAny(wanted)] : []), ...(unwanted.length > 0 ? [sql`NOT ${inAny(unwanted)}`] : [])];
}

function mentionsAny(themes: readonly string[], { column, among }: { column: Sql; among: AmongReadings }): Sql {
  const ids = themes.filter((id) => id !== '' && !NO_THEMES.includes(id));
  const conditions = [
    ...(ids.length > 0 ? [readAs(sql`hasAny(${column}, ${bind('Array(String)', ids)})`, among)] : []),
    ...(themes.includes('') ? [sql`NOT ${readAs(sql`notEmpty(${column})`, among)}`] : []),
    ...(themes.includes(NO_THEME.none) ? [sql`(${HAS_COMMENT} AND ${readAs(sql`empty(${column})`, among)})`] : []),
    ...(themes.includes(NO_THEME.unread) ? [sql`(${HAS_COMMENT} AND NOT ${readAs(sql`true`, among)})`] : []),
    ...(themes.includes(NO_THEME.silent) ? [sql`NOT (${HAS_COMMENT} OR ${readAs(sql`notEmpty(${column})`, among)})`] : []),
  ];
  return sql`(${join(conditions, { by: sql` OR `, empty: sql`false` })})`;
}

/** Feedback whose sentiment, its sender's or else the one that was read, is within the range. */
export function sentimentWithin(range: Range, { within, among }: { within: (sentiment: Sql, range: Range) => Sql[]; among: AmongReadings }): Sql {
  const condition = join(within(sql`sentiment`, range), { by: sql` AND ` });
  return sql`((${condition}) OR (sentiment IS NULL AND ${readAs(condition, among)}))`;
}

/** What of a filter depends on more than the feedback itself: on what was read out of comments (`themes` where that is the only source), and on loops. */
export function dependsOn(filter: FilterCondition): { readings: boolean; themes: boolean; loops: boolean } {
  const { theme, sentiment, loop, and = [], or = [], not } = filter;
  const parts = [...and, ...or, ...(not ? [not] : [])].map(dependsOn);
  return {
    themes: theme !== undefined || parts.some(({ themes }) => themes),
    readings: theme !== undefined || sentiment !== undefined || parts.some(({ readings }) => readings),
    loops: loop !== undefined || parts.some(({ loops }) => loops),
  };
}
