import { DIMENSIONS, type AttributeCondition, type FeedbackFilter, type FilterCondition, type Period, type Range } from '@heed/domain';
import { bind, identifier, join, sql, type Sql } from '@heed/store';
import { checkFilter } from './check-filter.ts';
import { choose } from './choose.ts';
import { partOfLoop } from './loop-condition.ts';
import { within } from './moments.ts';
import { assertCustomers, type Population } from './population.ts';
import { HAS_COMMENT } from './has-comment.ts';
import { chooseThemes, sentimentWithin, type AmongReadings } from './readings.ts';
import { wordsOf } from './words.ts';

/**
 * What customers said, and never what employees said. Employees are another population, with a score of their own (eNPS),
 * and a single row would expose who wrote it: their answers are read in `employees/` of `@heed/measure` alone, which shows them for groups.
 */
const CUSTOMERS: Sql = sql`enps IS NULL`;

/**
 * The condition of a filter over the columns of feedback, all values bound: always of customers.
 * `period` is the filter's period resolved to moments (see `resolvePeriod`), several of which any may hold, or null for all
 * time; `filter.period` itself is not looked at.
 *
 * Every condition is true or false and never null, so `not` is a plain complement: `not { nps 9–10 }` keeps promoters out
 * and everybody else in, also those who were never asked. An empty `in` list keeps nothing, an empty `or` likewise; an
 * empty `notIn`, `and` or text keeps everything.
 *
 * `readings` narrows what is looked at of comment_readings, where the caller knows which of them can matter (a condition over that table).
 *
 * Throws BAD_USER_INPUT for a filter that is too deep, too large or of another shape, and for the population of employees:
 * no question that takes any filter may be asked of them, whoever adds one.
 */
export function compileFilter(filter: FeedbackFilter, { period, population = 'customers', readings }: { period: Period | readonly Period[] | null; population?: Population; readings?: Sql }): Sql {
  assertCustomers([{ population }]);
  checkFilter(filter);
  const moments = period === null ? [] : ['from' in period ? within(period) : any(period.map((one) => sql`(${within(one)})`))];
  const among = { period: period && ('from' in period ? [period] : period), narrowed: readings };
  return all([CUSTOMERS, ...moments, ...conditionsOf(filter, among)]);
}

function conditionsOf(filter: FilterCondition, among: AmongReadings): Sql[] {
  const { attributes = [], theme, loop, nps, csat, csatScale, ces, sentiment, text, hasComment, anonymous, contactRequested, and = [], or, not } = filter;
  const conditions: Sql[] = [];
  for (const dimension of DIMENSIONS) {
    const choice = filter[dimension];
    if (choice) conditions.push(...choose(identifier(dimension), choice));
  }
  for (const attribute of attributes) conditions.push(...ofAttribute(attribute));
  if (theme) conditions.push(...chooseThemes(theme, among));
  if (loop) conditions.push(partOfLoop(loop));
  if (nps) conditions.push(...inRange(sql`nps`, nps));
  if (csat) conditions.push(...inRange(sql`csat`, csat));
  if (csatScale !== undefined) conditions.push(sql`csat_scale = ${bind('Int64', csatScale)}`);
  if (ces) conditions.push(...inRange(sql`ces`, ces));
  if (sentiment) conditions.push(sentimentWithin(sentiment, { within: (column, range) => inRange(column, range, { type: 'Float32' }), among }));
  for (const word of wordsOf(text ?? '')) conditions.push(sql`positionCaseInsensitiveUTF8(comment, ${bind('String', word)}) > 0`);
  if (hasComment !== undefined) conditions.push(hasComment ? HAS_COMMENT : sql`NOT (${HAS_COMMENT})`);
  if (anonymous !== undefined) conditions.push(sql`anonymous = ${bind('Bool', anonymous)}`);
  if (contactRequested !== undefined) conditions.push(sql`contact_requested = ${bind('Bool', contactRequested)}`);
  for (const branch of and) conditions.push(all(conditionsOf(branch, among)));
  if (or) conditions.push(any(or.map((branch) => all(conditionsOf(branch, among)))));
  if (not) conditions.push(sql`NOT ${all(conditionsOf(not, among))}`);
  return conditions;
}

/** An attribute is text; where a range asks for a number, what is none is not within it, nor is infinity. */
function ofAttribute({ key, min, max, ...choice }: AttributeCondition): Sql[] {
  const text = sql`attributes[${bind('String', key)}]`;
  const number = sql`toFloat64OrNull(${text})`;
  const ranged = min === undefined && max === undefined ? [] : [sql`ifNull(isFinite(${number}), 0)`, ...inRange(number, { min, max })];
  return [...choose(text, choice), ...ranged];
}

/**
 * Rows that carry the score, within the range; a range without ends asks only that there is a score. The ends are bound in
 * the type of a column that is not whole, so that a sentiment of 0.1 is within "up to 0.1".
 */
function inRange(score: Sql, { min, max }: Range, { type }: { type: 'Float32' | 'Float64' } = { type: 'Float64' }): Sql[] {
  const ends = [
    ...(min === undefined ? [] : [sql`ifNull(${score} >= ${bind(type, min)}, false)`]),
    ...(max === undefined ? [] : [sql`ifNull(${score} <= ${bind(type, max)}, false)`]),
  ];
  return ends.length > 0 ? ends : [sql`${score} IS NOT NULL`];
}

function all(conditions: readonly Sql[]): Sql {
  return sql`(${join(conditions, { by: sql` AND `, empty: sql`true` })})`;
}

function any(conditions: readonly Sql[]): Sql {
  return sql`(${join(conditions, { by: sql` OR `, empty: sql`false` })})`;
}
