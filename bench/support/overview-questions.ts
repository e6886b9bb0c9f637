/**
 * The Overview's questions as the dashboard asks them, and for each the SQL that somebody would write by hand for the same
 * counts on the same table, corrections and erasures respected (FINAL).
 */

const ESTIMATE = 'value low high n excluded enough';
const METRIC = 'metric unit better min max minimumSample';
const SCORE = `metric { ${METRIC} } period { from to } estimate { ${ESTIMATE} } change { value low high verdict previous { ${ESTIMATE} } previousPeriod { from to } } asOf`;
const TREND = `metric { ${METRIC} } period { from to } grain from to value low high n excluded matched asOf`;
const BREAKDOWN = `metric { ${METRIC} } groups { key estimate { ${ESTIMATE} } change { value low high verdict previous { ${ESTIMATE} } previousPeriod { from to } } } other { ${ESTIMATE} } otherGroups total { ${ESTIMATE} } asOf`;

const HEAD = 'query Overview($filter: FeedbackFilterInput!)';

/** A period as both sides need it: for GraphQL, and as the moments (epoch milliseconds) that it means in UTC. */
export interface Span {
  days: number;
  grain: 'DAY' | 'WEEK';
  previousFrom: number;
  from: number;
  to: number;
}

export function spanOf(days: number, { now }: { now: number }): Span {
  const day = 86_400_000;
  const to = Math.floor(now / day) * day + day;
  return { days, grain: days <= 62 ? 'DAY' : 'WEEK', from: to - days * day, previousFrom: to - 2 * days * day, to };
}

export const variablesOf = ({ days }: Span) => ({ filter: { period: { last: { count: days, unit: 'DAY' } } } });

/** Every field of the Overview, in one document. */
export const OVERVIEW = `${HEAD} {
  nps: score(metric: NPS, filter: $filter) { ${SCORE} }
  csat: score(metric: CSAT_5, filter: $filter) { ${SCORE} }
  ces: score(metric: CES, filter: $filter) { ${SCORE} }
  trend(metric: NPS, filter: $filter) { ${TREND} }
  breakdown(metric: NPS, by: DEPARTMENT, filter: $filter, first: 12) { ${BREAKDOWN} }
  volume(filter: $filter) { matched comments metrics { metric { metric } n } asOf }
}`;

/** One question alone on both sides; `numbersOf…` give what must be equal. */
export interface Question {
  name: string;
  graphql: string;
  /** When they are not those of every other question. */
  variables?(span: Span): Record<string, unknown>;
  sql(span: Span): string;
  numbersOfGraphql(data: unknown): number[];
  numbersOfSql(rows: readonly unknown[]): number[];
}

interface Estimated {
  n: number;
  excluded: number;
}
interface ScoreData {
  score: { estimate: Estimated; change: { previous: Estimated } };
}
interface ScoreRow {
  n: string;
  matched: string;
  n_before: string;
  matched_before: string;
}

const moment = (epochMs: number): string => `fromUnixTimestamp64Milli(${epochMs})`;
const now = ({ from }: Span): string => `occurred_at >= ${moment(from)}`;
const before = ({ from }: Span): string => `occurred_at < ${moment(from)}`;
/** A good hand names the day as well, because the table is sorted by it. Periods here begin and end at midnight UTC. */
const within = (from: number, to: number): string => `toDate(occurred_at) >= toDate(${moment(from)}) AND toDate(occurred_at) < toDate(${moment(to)}) AND occurred_at >= ${moment(from)} AND occurred_at < ${moment(to)}`;
/** Employees' answers are no part of customers' scores. */
const both = ({ previousFrom, to }: Span): string => `FROM heed.feedback FINAL WHERE ${within(previousFrom, to)} AND enps IS NULL`;
/** Customers' rows of a period. */
export const one = ({ from, to }: Span): string => `FROM heed.feedback FINAL WHERE ${within(from, to)} AND enps IS NULL`;
/** A good hand sets this as well: a key never spans two partitions of this table. */
export const SETTINGS = 'SETTINGS do_not_merge_across_partitions_select_final = 1';

const sides = (condition: string, tallies: readonly string[], span: Span): string =>
  [['', now(span)], ['_before', before(span)]]
    .flatMap(([suffix, when]) => [
      `countIf(${when}) AS matched${suffix}`,
      `countIf(${when} AND ${condition}) AS n${suffix}`,
      ...tallies.map((tally, index) => tally.replace('…', `${when} AND ${condition}`) + ` AS t${index}${suffix}`),
    ])
    .join(', ');

function score(name: string, { metric, condition, tallies }: { metric: string; condition: string; tallies: readonly string[] }): Question {
  return {
    name,
    graphql: `${HEAD} { score(metric: ${metric}, filter: $filter) { ${SCORE} } }`,
    sql: (span) => `SELECT ${sides(condition, tallies, span)} ${both(span)} ${SETTINGS}`,
    numbersOfGraphql(data) {
      const { estimate, change } = (data as ScoreData).score;
      return [estimate.n, estimate.n + estimate.excluded, change.previous.n, change.previous.n + change.previous.excluded];
    },
    numbersOfSql: (rows) => (rows as ScoreRow[]).flatMap((row) => [row.n, row.matched, row.n_before, row.matched_before]).map(Number),
  };
}

const NPS_TALLIES = ['countIf(… AND nps >= 9)', 'countIf(… AND nps <= 6)'];

export const OVERVIEW_QUESTIONS: readonly Question[] = [
  score('score NPS', { metric: 'NPS', condition: 'nps IS NOT NULL', tallies: NPS_TALLIES }),
  score('score CSAT', { metric: 'CSAT_5', condition: 'csat_scale = 5 AND csat IS NOT NULL', tallies: ['countIf(… AND csat >= 4)'] }),
  score('score CES', { metric: 'CES', condition: "ces_version = '2.0' AND ces_scale = 7 AND ces IS NOT NULL", tallies: ['sumIf(ces, …)', 'sumIf(ces * ces, …)'] }),
  {
    name: 'trend NPS',
    graphql: `${HEAD} { trend(metric: NPS, filter: $filter) { ${TREND} } }`,
    sql: (span) =>
      `SELECT ${span.grain === 'DAY' ? 'toDate(occurred_at)' : 'toMonday(occurred_at)'} AS bucket, count() AS matched, countIf(nps IS NOT NULL) AS n, countIf(nps >= 9) AS promoters, countIf(nps <= 6) AS detractors ${one(span)} GROUP BY bucket ORDER BY bucket ${SETTINGS}`,
    // An empty bucket is a zero on one side and no row on the other.
    numbersOfGraphql(data) {
      const { n, matched } = (data as { trend: { n: number[]; matched: number[] } }).trend;
      return [...n, ...matched].filter((count) => count > 0);
    },
    numbersOfSql(rows) {
      const buckets = rows as { n: string; matched: string }[];
      return [...buckets.map(({ n }) => Number(n)), ...buckets.map(({ matched }) => Number(matched))].filter((count) => count > 0);
    },
  },
  {
    name: 'breakdown by department',
    graphql: `${HEAD} { breakdown(metric: NPS, by: DEPARTMENT, filter: $filter, first: 12) { ${BREAKDOWN} } }`,
    sql: (span) => `SELECT department, ${sides('nps IS NOT NULL', NPS_TALLIES, span)} ${both(span)} GROUP BY department HAVING matched > 0 ORDER BY n DESC, matched DESC LIMIT 12 ${SETTINGS}`,
    numbersOfGraphql: (data) => (data as { breakdown: { groups: { estimate: Estimated }[] } }).breakdown.groups.flatMap(({ estimate: { n, excluded } }) => [n, n + excluded]),
    numbersOfSql: (rows) => (rows as ScoreRow[]).flatMap(({ n, matched }) => [Number(n), Number(matched)]),
  },
  {
    name: 'volume',
    graphql: `${HEAD} { volume(filter: $filter) { matched comments metrics { metric { metric } n } asOf } }`,
    sql: (span) =>
      `SELECT count() AS matched, countIf(comment.size > 0) AS comments, countIf(nps IS NOT NULL) AS nps_n, ${[3, 4, 5, 6, 7, 10].map((scale) => `countIf(csat_scale = ${scale} AND csat IS NOT NULL) AS csat${scale}`).join(', ')}, countIf(ces_version = '2.0' AND ces_scale = 7 AND ces IS NOT NULL) AS ces_n ${one(span)} ${SETTINGS}`,
    numbersOfGraphql(data) {
      const { matched, comments } = (data as { volume: { matched: number; comments: number } }).volume;
      return [matched, comments];
    },
    numbersOfSql: (rows) => (rows as { matched: string; comments: string }[]).flatMap(({ matched, comments }) => [Number(matched), Number(comments)]),
  },
];
