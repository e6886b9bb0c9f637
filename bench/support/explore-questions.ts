/** Explorations of an analyst: two metrics by two groupings with three filters, and the SQL by hand for the same counts. */
import { one, SETTINGS, variablesOf, type Question } from './overview-questions.ts';

const ESTIMATE = 'value low high n excluded enough';
const CELLS = `cells { estimate { ${ESTIMATE} } value low high n }`;

const FILTER = { region: { in: ['Europe', 'Türkiye', 'Vietnam'] }, segment: { in: ['Consumer', 'Small business'] }, channel: { notIn: ['In person'] } };
const CONDITION = "region IN ('Europe', 'Türkiye', 'Vietnam') AND segment IN ('Consumer', 'Small business') AND channel NOT IN ('In person')";

interface Row {
  cells: { estimate: { n: number; excluded: number }; n: number[] | null }[];
}

/** Counts in one order on both sides, without those of nothing: an empty bucket is a zero here and no row there. */
const counts = (numbers: readonly number[]): number[] => numbers.filter((number) => number > 0).sort((left, right) => left - right);

function exploration(name: string, { within, grain }: { within: { graphql: Record<string, string>; sql: string }; grain?: { graphql: string; sql: string } }): Question {
  const by = ['department', within.sql, ...(grain ? [grain.sql] : [])].join(', ');
  return {
    name: `explore ${name}`,
    graphql: `query ($question: ExplorationInput!) { explore(question: $question) { buckets { from to } rows { keys pooled ${CELLS} } total { keys pooled ${CELLS} } asOf } }`,
    // Enough groups for all, so that both sides have the same rows.
    variables: (span) => ({ question: { metrics: ['NPS', 'CSAT_5'], by: [{ dimension: 'DEPARTMENT' }, within.graphql], filter: { ...variablesOf(span).filter, ...FILTER }, first: 20, firstWithin: 20, ...(grain ? { grain: grain.graphql } : {}) } }),
    sql: (span) =>
      `SELECT ${by}, count() AS matched, countIf(nps IS NOT NULL) AS n, countIf(nps >= 9) AS promoters, countIf(nps <= 6) AS detractors, countIf(csat_scale = 5 AND csat IS NOT NULL) AS csat_n, countIf(csat_scale = 5 AND csat >= 4) AS satisfied ${one(span)} AND ${CONDITION} GROUP BY ${by} ORDER BY n DESC ${SETTINGS}`,
    numbersOfGraphql(data) {
      const { rows } = (data as { explore: { rows: Row[] } }).explore;
      return counts(rows.flatMap(({ cells }) => cells.flatMap(({ estimate, n }) => n ?? [estimate.n])));
    },
    numbersOfSql: (rows) => counts((rows as { n: string; csat_n: string }[]).flatMap((row) => [Number(row.n), Number(row.csat_n)])),
  };
}

export const EXPLORATIONS: readonly Question[] = [
  exploration('by department and product', { within: { graphql: { dimension: 'PRODUCT' }, sql: 'product' } }),
  exploration('by department and an attribute', { within: { graphql: { attribute: 'plan' }, sql: "attributes['plan']" } }),
  exploration('by department and product, weekly', { within: { graphql: { dimension: 'PRODUCT' }, sql: 'product' }, grain: { graphql: 'WEEK', sql: 'toMonday(occurred_at)' } }),
];
