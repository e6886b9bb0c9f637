import { expect, it } from 'vitest';
import { bodiesOf } from './bodies.ts';

it('writes counts as lines, and leaves out half a character, which no engine takes', () => {
  const rows = [{ class: 'abc', ngram: 'late', n: 3 }, { class: 'abc', ngram: '~\ud83d', n: 1 }, { class: 'abc', ngram: '~"😡\n', n: 2 }];
  const bodies = bodiesOf(rows, { kind: 'themes', model: 4, language: 'en' });
  expect(bodies.map((body) => body.split('\n').map((line) => JSON.parse(line) as unknown))).toEqual([[['themes', 4, 'en', 'abc', 'late', 3], ['themes', 4, 'en', 'abc', '~"😡\n', 2]]]);
});
