import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { parseTemplate, renderTemplate } from './template.ts';

/** Every text that a template gives in many tries. */
function textsOf(line: string): Set<string> {
  const random = new Random(1, 'test');
  const template = parseTemplate(line);
  return new Set(Array.from({ length: 200 }, () => renderTemplate(template, { random, fill: (slot, form) => `<${slot}/${form}>` })));
}

describe('a template', () => {
  it('picks one alternative of each choice, also the empty one', () => {
    expect(textsOf('a[b|c|] d')).toEqual(new Set(['ab d', 'ac d', 'a d']));
  });

  it('nests choices and fills slots with their form', () => {
    expect(textsOf('[x [1|2]|{p}|{p:acc}]')).toEqual(new Set(['x 1', 'x 2', '<p/>', '<p/acc>']));
  });

  it.each(['[a|b', 'a]', '{p', '[a|[b]'])('refuses %s', (line) => {
    expect(() => parseTemplate(line)).toThrow();
  });
});
