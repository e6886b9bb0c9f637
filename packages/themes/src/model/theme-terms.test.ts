import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readText } from '../text/read-text.ts';
import { themeTerms } from './theme-terms.ts';

const read = (comment: string, language = 'en') => {
  const text = readText(comment, { language, languages: [] });
  if (!text) throw new Error('nothing to read');
  return themeTerms(text);
};

test('n-grams reach over the space between two words, and belong to the second', () => {
  const { terms, owners, words } = read('parcel late');
  expect(words).toEqual(['parcel', 'late']);
  expect(terms.filter((term) => /^~[a-z]+_[a-z]+$/.test(term))).toEqual(['~el_l', '~l_la']);
  expect(terms.map((term, at) => [term, words[owners[at] ?? -1]])).toContainEqual(['~el_l', 'late']);
});

test('no character is torn, whatever script or picture the words are written with', () => {
  expect(read('gre\u{1F600}at ser\u{1F1E9}vice parcel').terms.every((term) => term.isWellFormed())).toBe(true);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 3, maxLength: 8 }), fc.constantFrom('en', 'ko', 'vi', 'zh'), (words, language) => {
      const text = readText(`parcel ${words.join(' ')} delivery`, { language, languages: [] });
      if (text) expect(themeTerms(text).terms.every((term) => term.isWellFormed())).toBe(true);
    }),
    { numRuns: 300 },
  );
});
