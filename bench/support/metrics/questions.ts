import { OVERVIEW, variablesOf, type Span } from '../overview-questions.ts';
import type { Dialect } from './dialect.ts';
import { LANGUAGES, REGIONS, SEGMENTS } from './generated-rows.ts';

/** A question that all are asked; both sides give the same numbers in the same order. */
export interface MetricsQuestion {
  name: string;
  span: Span;
  graphql: string;
  variables: Record<string, unknown>;
  /** The root field that must exist; the question is left out without it. */
  field: string;
  numbersOfGraphql(data: unknown): number[];
  /** What a good hand would send, all at once. */
  statements(dialect: Dialect): string[];
  /** Of the statements' rows, in their order. */
  numbersOfRows(answers: readonly (readonly number[])[][]): number[];
}

interface Estimated {
  value: number | null;
  n: number;
  excluded: number;
}
interface Compared {
  estimate: Estimated;
  change: { previous: Estimated };
}

const ESTIMATE = 'value n excluded';
const COMPARED = `estimate { ${ESTIMATE} } change { value verdict previous { ${ESTIMATE} } }`;
const HEAD = 'query Question($filter: FeedbackFilterInput!)';
const WORD = 'damaged';

/** Each metric: which rows answer it, and what their answers add up to. */
const NPS = { valid: 'nps IS NOT NULL', sum: (when: string) => `count(*) FILTER (WHERE ${when} AND nps >= 9) - count(*) FILTER (WHERE ${when} AND nps <= 6)` };
const CSAT = { valid: 'csat_scale = 5 AND csat IS NOT NULL', sum: (when: string) => `count(*) FILTER (WHERE ${when} AND csat_scale = 5 AND csat >= 4)` };
const CES = {
  valid: "ces_version = '2.0' AND ces_scale = 7 AND ces IS NOT NULL",
  // The interval of a mean needs the squares as well.
  sum: (when: string) => `coalesce(sum(ces) FILTER (WHERE ${when} AND ces_version = '2.0' AND ces_scale = 7), 0), coalesce(sum(ces * ces) FILTER (WHERE ${when} AND ces_version = '2.0' AND ces_scale = 7), 0)`,
};

/** Answers, matching rows, and what they add up to; of a mean the squares are not shown by Heed. */
const sums = ({ value, n, excluded }: Estimated, unit: number): number[] => [n, n + excluded, Math.round(((value ?? 0) * n) / unit)];
const both = ({ estimate, change }: Compared, unit: number): number[] => [...sums(estimate, unit), ...sums(change.previous, unit)];

/** Counts in the period and in the one before, from one look at the rows. */
function sides({ valid, sum }: typeof NPS, { from }: Span, dialect: Dialect): string {
  return dialect.sides(from).map((when) => `count(*) FILTER (WHERE ${when} AND ${valid}), count(*) FILTER (WHERE ${when}), ${sum(when)}`).join(', ');
}

/** Employees' answers are no part of customers' scores. */
const whole = (dialect: Dialect, { from, to }: Span, more = ''): string => `FROM ${dialect.table} WHERE ${dialect.within(from, to)} AND enps IS NULL${more}`;
const compared = (dialect: Dialect, { previousFrom, to }: Span, more = ''): string => `FROM ${dialect.table} WHERE ${dialect.within(previousFrom, to)} AND enps IS NULL${more}`;

const trendOf = (dialect: Dialect, span: Span): string =>
  `SELECT count(nps), count(*), ${NPS.sum('true')} ${whole(dialect, span)} GROUP BY ${span.grain === 'DAY' ? 'CAST(occurred_at AS date)' : dialect.week} ORDER BY min(occurred_at) ${dialect.settings}`;
const breakdownOf = (dialect: Dialect, span: Span): string => `SELECT ${sides(NPS, span, dialect)} ${compared(dialect, span)} GROUP BY department ORDER BY 1 DESC, 2 DESC ${dialect.settings}`;
const volumeOf = (dialect: Dialect, span: Span): string =>
  `SELECT count(*), count(*) FILTER (WHERE ${dialect.hasComment}), count(nps), count(*) FILTER (WHERE ${CSAT.valid}), count(*) FILTER (WHERE ${CES.valid}) ${whole(dialect, span)} ${dialect.settings}`;

interface Trend {
  trend: { value: (number | null)[]; n: number[]; excluded: number[] };
}
interface Breakdown {
  breakdown: { groups: Compared[] };
}
const ofTrend = ({ trend: { value, n, excluded } }: Trend): number[] => value.flatMap((entry, index) => (n[index] || excluded[index] ? sums({ value: entry, n: n[index] ?? 0, excluded: excluded[index] ?? 0 }, 100) : []));
const ofBreakdown = ({ breakdown: { groups } }: Breakdown): number[] => groups.flatMap((group) => both(group, 100));

function overview(span: Span): MetricsQuestion {
  return {
    name: `Overview, ${span.days} days`,
    span,
    graphql: OVERVIEW,
    variables: variablesOf(span),
    field: 'score',
    numbersOfGraphql(data) {
      const { nps, csat, ces, volume, ...rest } = data as { nps: Compared; csat: Compared; ces: Compared; volume: { matched: number; comments: number } } & Trend & Breakdown;
      return [...both(nps, 100), ...both(csat, 100), ...both(ces, 1), ...ofTrend(rest), ...ofBreakdown(rest), volume.matched, volume.comments];
    },
    statements: (dialect) => [
      `SELECT ${sides(NPS, span, dialect)}, ${sides(CSAT, span, dialect)}, ${sides(CES, span, dialect)} ${compared(dialect, span)} ${dialect.settings}`,
      trendOf(dialect, span),
      breakdownOf(dialect, span),
      volumeOf(dialect, span),
    ],
    numbersOfRows([scores = [], trend = [], breakdown = [], volume = []]) {
      const row = scores[0] ?? [];
      // Twelve numbers of NPS and CSAT, then CES with its squares.
      return [...row.slice(0, 15), ...row.slice(16, 19), ...trend.flat(), ...breakdown.flat(), ...(volume[0] ?? []).slice(0, 2)];
    },
  };
}

/** The questions over a year (`year`) and four weeks (`month`), the whole Overview first. */
export function questionsOf({ year, month }: { year: Span; month: Span }): MetricsQuestion[] {
  const period = variablesOf(year).filter;
  const raw = { ...period, nps: { min: 0 } };
  const explored = { ...period, region: { in: REGIONS.slice(0, 5) }, segment: { in: SEGMENTS.slice(0, 2) }, language: { notIn: LANGUAGES.slice(4) } };
  const quoted = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');
  return [
    overview(month),
    overview(year),
    {
      name: 'score NPS on raw rows',
      span: year,
      graphql: `${HEAD} { score(metric: NPS, filter: $filter) { ${COMPARED} } }`,
      variables: { filter: raw },
      field: 'score',
      numbersOfGraphql: (data) => both((data as { score: Compared }).score, 100),
      statements: (dialect) => [`SELECT ${sides(NPS, year, dialect)} ${compared(dialect, year, ' AND nps >= 0')} ${dialect.settings}`],
      numbersOfRows: ([[row = []] = []]) => [...row],
    },
    {
      name: 'trend NPS by week',
      span: year,
      graphql: `${HEAD} { trend(metric: NPS, filter: $filter) { value n excluded } }`,
      variables: { filter: period },
      field: 'trend',
      numbersOfGraphql: (data) => ofTrend(data as Trend),
      statements: (dialect) => [trendOf(dialect, year)],
      numbersOfRows: ([rows = []]) => rows.flat(),
    },
    {
      name: 'NPS by department',
      span: year,
      graphql: `${HEAD} { breakdown(metric: NPS, by: DEPARTMENT, filter: $filter, first: 12) { groups { ${COMPARED} } } }`,
      variables: { filter: period },
      field: 'breakdown',
      numbersOfGraphql: (data) => ofBreakdown(data as Breakdown),
      statements: (dialect) => [breakdownOf(dialect, year)],
      numbersOfRows: ([rows = []]) => rows.flat(),
    },
    {
      name: 'department × channel, three filters',
      span: year,
      graphql: `query Question($question: ExplorationInput!) { explore(question: $question) { rows { keys cells { estimate { ${ESTIMATE} } } } } }`,
      variables: { question: { metrics: ['NPS'], by: [{ dimension: 'DEPARTMENT' }, { dimension: 'CHANNEL' }], filter: explored, first: 50, firstWithin: 50 } },
      field: 'explore',
      // Groups of equal size may stand in any order.
      numbersOfGraphql: (data) => sorted((data as { explore: { rows: { cells: { estimate: Estimated }[] }[] } }).explore.rows.map(({ cells: [cell] }) => (cell ? sums(cell.estimate, 100) : []))),
      statements: (dialect) => [
        `SELECT count(nps), count(*), ${NPS.sum('true')} ${whole(dialect, year, ` AND region IN (${quoted(explored.region.in)}) AND segment IN (${quoted(explored.segment.in)}) AND language NOT IN (${quoted(explored.language.notIn)})`)} GROUP BY department, channel ${dialect.settings}`,
      ],
      numbersOfRows: ([rows = []]) => sorted(rows),
    },
    {
      name: 'comments with a word',
      span: year,
      graphql: `${HEAD} { volume(filter: $filter) { matched } }`,
      variables: { filter: { ...period, text: WORD } },
      field: 'volume',
      numbersOfGraphql: (data) => [(data as { volume: { matched: number } }).volume.matched],
      statements: (dialect) => [`SELECT count(*) ${whole(dialect, year, ` AND ${dialect.holds(WORD)}`)} ${dialect.settings}`],
      numbersOfRows: ([[row = []] = []]) => [...row],
    },
  ];
}

function sorted(rows: readonly (readonly number[])[]): number[] {
  return rows.toSorted((left, right) => right.map((value, index) => value - (left[index] ?? 0)).find((difference) => difference !== 0) ?? 0).flat();
}
