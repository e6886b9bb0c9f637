import { expect, test } from 'vitest';
import { recurringWords } from './recurring-words.ts';

test('words that several comments share, in every language, each comment once', () => {
  const words = recurringWords(
    [
      { comment: 'The parcel came late, the parcel was wet', language: 'en' },
      { comment: 'Where is my Parcel?', language: 'en' },
      { comment: 'A late answer to a simple question', language: 'en' },
      { comment: 'A late answer to a simple question', language: 'en' },
      { comment: 'Kargo geç geldi', language: 'tr' },
      { comment: 'Kargo hiç gelmedi', language: 'tr' },
      { comment: '👍', language: '' },
    ],
    { languages: [], first: 10 },
  );
  expect(words).toEqual([
    { word: 'kargo', comments: 2 },
    { word: 'late', comments: 2 },
    { word: 'parcel', comments: 2 },
  ]);
});

test('nothing recurs in a single comment, and no more is told than was asked for', () => {
  expect(recurringWords([{ comment: 'the battery drains, the battery is hot', language: 'en' }], { languages: [], first: 10 })).toEqual([]);
  const comments = ['green tea leaf', 'green tea cup', 'green leaf cup'].map((comment) => ({ comment, language: 'en' }));
  expect(recurringWords(comments, { languages: [], first: 1 })).toEqual([{ word: 'green', comments: 3 }]);
});
