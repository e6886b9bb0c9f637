import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { graphql } from './graphql.ts';
import { runnable } from './runnable.ts';

const document = graphql(`
  query Explore($question: ExplorationInput!, $search: String) {
    explore(question: $question) { grain }
    attributeValues(key: "plan", search: $search) { n }
  }
`);

it('writes variables into the document, names of the schema bare and texts quoted', () => {
  const text = runnable(document, {
    question: {
      metrics: ['NPS', 'CSAT_5'],
      by: [{ dimension: 'DEPARTMENT' }, { attribute: 'NPS "plan"' }],
      filter: { period: { last: { count: 28, unit: 'DAY' } }, department: { in: ['DAY', 'R&D'] }, sentiment: { min: -0.5, max: 1 } },
      compare: true,
      grain: null,
    },
    search: null,
  });
  expect(() => parse(text)).not.toThrow();
  expect(text.replace(/\s+/g, ' ')).toContain(
    'explore( question: {metrics: [NPS, CSAT_5], by: [{dimension: DEPARTMENT}, {attribute: "NPS \\"plan\\""}], filter: {period: {last: {count: 28, unit: DAY}}, department: {in: ["DAY", "R&D"]}, sentiment: {min: -0.5, max: 1}}, compare: true} ) { grain }',
  );
  expect(text).toContain('attributeValues(key: "plan") {');
  expect(text).not.toContain('$');
});
