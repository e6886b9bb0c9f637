import { expect, test } from 'vitest';
import { fillTemplate, TEMPLATE_VARIABLES, templateVariables, variableProblem } from './template-variables.ts';

const suggest = (name: string, known: readonly string[]): string => `${name} of ${known.length}`;

test('variables are found once each, in their order', () => {
  expect(templateVariables('Dear {{customer.name}}, {{ link }} and {{customer.name}} and {{nonsense}} {single}')).toEqual(['customer.name', 'link', 'nonsense']);
});

test('variables are filled, once: what a customer wrote is no template', () => {
  const values: Record<string, string> = { 'customer.name': '{{link}} $& $1', link: 'https://heed.example.com' };
  expect(fillTemplate('{{customer.name}} – {{ link }} – {{unknown}} – {x}', (variable) => values[variable] ?? '')).toBe('{{link}} $& $1 – https://heed.example.com – {{unknown}} – {x}');
});

test.each([
  ['Dear {{customer.name}}', null],
  ['{ } {{ link }} }', null],
  ['{{{link}}}', null],
  ['Dear {{customer.name', 'has {{ or }} that is not closed; a variable is written {{customer.name}}'],
  ['Dear customer.name}}', 'has {{ or }} that is not closed; a variable is written {{customer.name}}'],
  ['{{customer.nam}}', 'holds a variable that there is not; customer.nam of 11'],
  ['{{}}', 'holds a variable that there is not;  of 11'],
  ['{{toString}}', 'holds a variable that there is not; toString of 11'],
  ['{{answerLink}}', 'holds {{answerLink}}, which only a template of the purpose reask can have'],
])('%s for telling: %s', (text, expected) => {
  expect(variableProblem(text, { purpose: 'told', suggest })).toBe(expected);
});

test('the link to answer by has its place where customers are asked again', () => {
  expect(variableProblem(TEMPLATE_VARIABLES.map((name) => `{{${name}}}`).join(' '), { purpose: 'reask', suggest })).toBeNull();
});
