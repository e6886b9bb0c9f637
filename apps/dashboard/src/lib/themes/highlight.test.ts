import { describe, expect, test } from 'vitest';
import { foldParts, partsOf } from './highlight.ts';

describe('the telling words of a comment', () => {
  test('cut it in order, whatever order they come in', () => {
    expect(partsOf('the parcel came late', [{ start: 16, end: 20 }, { start: 4, end: 10 }])).toEqual([
      { text: 'the ', telling: false },
      { text: 'parcel', telling: true },
      { text: ' came ', telling: false },
      { text: 'late', telling: true },
    ]);
  });

  test('never double a character where they overlap or reach too far', () => {
    const parts = partsOf('abcdef', [{ start: 1, end: 4 }, { start: 2, end: 5 }, { start: 5, end: 99 }, { start: 9, end: 12 }, { start: 3, end: 3 }]);
    expect(parts.map(({ text }) => text).join('')).toBe('abcdef');
    expect(parts.filter(({ telling }) => telling).map(({ text }) => text)).toEqual(['bcd', 'e', 'f']);
  });

  test('a long comment is folded within a part, never within a character', () => {
    expect(foldParts(partsOf('abc👍def', [{ start: 0, end: 3 }]), 4)).toEqual([{ text: 'abc', telling: true }, { text: '…', telling: false }]);
    expect(foldParts(partsOf('short', []), 10)).toEqual([{ text: 'short', telling: false }]);
  });
});
