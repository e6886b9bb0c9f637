import type { HeedError } from '@heed/domain';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeedError as Refusal } from '@heed/domain';
import { comment, builtTheme, testCatalogue, type TestCatalogue } from '../testing/test-catalogue.ts';
import { readTaxonomy } from './read-taxonomy.ts';
import type { TaxonomyFormat } from './taxonomy.ts';

const YAML = `# Ours
themes:
  - name: Delivery
    description: How parcels come.
    department: logistics
    owner: anna
    due: 2026-12-01
    themes:
      - name: Late
        words: [late, too slow]
        phrases: { tr: [geç kaldı], zh: 太慢 }
      - Damaged
  - name: Price
    words:
      en: [expensive]
  - name: Discounts
    parent: price
`;

const CSV = `\ufeffname;parent;description;words;words_tr;Phrases_ZH;department;owner;due
Delivery;;How parcels come.;;;;logistics;anna;2026-12-01
Late;Delivery;;"late; too slow";geç kaldı;太慢;;;
Damaged;Delivery;;;;;;;

Price;;;;;;;;
Discounts;price;;;;;;;
`;

const refusal = (run: () => unknown): HeedError => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

const brought = (catalogue: TestCatalogue, text: string, format: TaxonomyFormat): number => catalogue.do({ do: 'import', entries: readTaxonomy(text, { format }) }).length;
const problemsIn = (text: string, format: TaxonomyFormat): string[] =>
  (refusal(() => brought(testCatalogue(), text, format)).details.problems as { at: number; column: string; reason: string }[]).map(({ at, column, reason }) => `${at} ${column}: ${reason}`);

describe('a taxonomy', () => {
  test.each([['yaml', YAML], ['csv', CSV]] as const)('is read from %s', (format, text) => {
    const catalogue = testCatalogue();
    brought(catalogue, text, format);
    const themes = [...catalogue.state.themes.values()];
    const named = (name: string): (typeof themes)[number] => themes.find((theme) => theme.name === name) as (typeof themes)[number];
    expect(themes.map(({ name, origin, namedByPerson }) => [name, origin, namedByPerson])).toEqual(['Delivery', 'Price', 'Late', 'Damaged', 'Discounts'].map((name) => [name, 'imported', true]));
    expect(named('Delivery')).toMatchObject({ description: 'How parcels come.', department: 'Logistics', owner: 'anna', dueOn: '2026-12-01', parent: null });
    expect(named('Late')).toMatchObject({ parent: named('Delivery').id, words: { '': ['late', 'too slow'], tr: ['geç kaldı'], zh: ['太慢'] } });
    expect(named('Discounts').parent).toBe(named('Price').id);
    // A second time nothing happens.
    const before = catalogue.state;
    expect(brought(catalogue, text, format)).toBe(0);
    expect(catalogue.state).toBe(before);
    catalogue.do({ do: 'undo', version: 1 });
    expect(catalogue.state.themes.size).toBe(0);
  });

  test('takes over what a model found under the same name, and leaves what it does not say', () => {
    const catalogue = testCatalogue([{ do: 'build', model: 1, themes: [builtTheme('a', { label: 'delivery' })] }, { do: 'confirm', theme: 'a', feedbackIds: [comment(1)] }, { do: 'describe', theme: 'a', description: 'Mine.' }]);
    brought(catalogue, 'name,words_en\nDelivery,"late, slow"\n', 'csv');
    expect([...catalogue.state.themes.keys()]).toEqual(['a']);
    expect(catalogue.theme('a')).toMatchObject({ name: 'Delivery', namedByPerson: true, description: 'Mine.', words: { en: ['late', 'slow'] }, origin: 'discovered' });
  });

  test('with problems is refused as a whole, with all of them at their rows', () => {
    expect(problemsIn('name,parent,departmant,words\nA,,x,y\n', 'csv')).toEqual(['0 departmant: There is no such column; did you mean department?']);
    expect(problemsIn('name,parent,department,owner,due,words_en\nA,,Nowhere,,,\n,,,,,x\nB,Z,,nobody,,\nA,,,,,\nC,A,,,2026-13-01,\nD,C,,,2026-12-01,\nE,,,,2026-12-01,a\nF,A,too,many,2026-12-01,late,x\n', 'csv')).toEqual([
      '8 : The row has 7 fields, but the header has 6; put quotes around fields that hold the delimiter.',
    ]);
    expect(problemsIn('name,parent,department,owner,due,words_en\nA,,Nowhere,,,\n,,,,,xy\nB,Z,,,,\nG,,,nobody,,\nH,,,,,\nh,,,,,\nC,H,,,2026-13-01,\nI,H,,,,\nD,I,,,,\nE,,,,2026-12-01,\nF,,,,,a\n', 'csv')).toEqual([
      '1 department: department names a department that is not set up; add it in the settings.',
      '2 name: The name must have 1 to 80 characters; change it.',
      '3 parent: There is no such parent, neither in the taxonomy nor among the themes at the top; add it or correct its name.',
      '4 owner: owner names nobody; add them in the settings.',
      '6 name: This theme stands at 5 already; leave it out or give it another name.',
      '7 due: The date must be a day such as 2026-12-31.',
      '9 parent: Themes have two levels, and the parent stands below another theme; name one at the top.',
      '10 due: A due date is for somebody: name a department or an owner as well.',
      '11 words: A word needs at least two letters or digits: a single one stands in nearly every comment.',
    ]);
    expect(problemsIn(`- name: A
  nam: B
  name: C
- name: [x]
- parent: A
- name: D
  themes:
    - name: E
      themes:
        - name: F
  owner: { a: b }
`, 'yaml')).toEqual([
      '2 nam: There is no such field; did you mean name?',
      '3 name: This field stands here for the second time; remove one of them.',
      '4 name: This must be a text, not a list or fields.',
      '8 themes: Themes have two levels; move these up.',
      '11 owner: This must be a text, not a list or fields.',
    ]);
    expect(problemsIn('- name: &a A\n- name: *a\n', 'yaml')).toHaveLength(2);
    expect(problemsIn('- name: "A\n', 'yaml')[0]).toMatch(/^\d+ : This is not valid YAML/);
    expect(problemsIn('name: A\n', 'yaml')[0]).toMatch(/^1 : At the top there is a list/);
    expect(problemsIn('', 'csv')[0]).toMatch(/The file is empty/);
    expect(problemsIn('parent\nA\n', 'csv')).toEqual(['0 name: A column named name is missing; add it.']);
    expect(problemsIn('name,words\nA,"b\nC,d\n', 'csv').join()).toMatch(/quotes are broken/);
    expect(refusal(() => readTaxonomy('', { format: 'yaml' })).code).toBe('BAD_USER_INPUT');
    expect(refusal(() => readTaxonomy('x'.repeat(1024 * 1024 + 1), { format: 'csv' })).code).toBe('PAYLOAD_TOO_LARGE');
  });

  test('of anything is read or refused, never a crash, and tells nothing of what stands in it', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom('- ', 'name: ', 'themes:\n', '  ', 'secretword', '\n', ',', '"', '[', '{', ':', 'name', '&a ', '*a', '!!js ', '|\n', '---\n', '\t', '%'), { maxLength: 40 }).map((parts) => parts.join('')));
    fc.assert(
      fc.property(text, fc.constantFrom('yaml', 'csv'), (written, format) => {
        const catalogue = testCatalogue();
        try {
          brought(catalogue, written, format);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(['BAD_USER_INPUT']).toContain(error.code);
          expect((error.details.problems as { reason: string }[] | undefined)?.map(({ reason }) => reason).join() ?? error.message).not.toContain('secretword');
          expect(catalogue.state.themes.size).toBe(0);
        }
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });
});
