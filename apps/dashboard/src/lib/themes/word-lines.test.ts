import { expect, test } from 'vitest';
import { readWordLines, wordLines } from './word-lines.ts';

test('words of several languages are written and read back', () => {
  const words = [
    { language: '', phrases: ['late', 'not on time'] },
    { language: 'pl', phrases: ['spóźniony'] },
  ];
  expect(wordLines(words)).toBe('late, not on time\npl: spóźniony');
  expect(readWordLines(wordLines(words))).toEqual(words);
});

test('what people type is understood', () => {
  expect(readWordLines(' late ,, late \n\nzh-TW：太慢、很慢\nzh-TW: 太久\nEN: slow')).toEqual([
    { language: '', phrases: ['late'] },
    { language: 'zh-TW', phrases: ['太慢', '很慢', '太久'] },
    { language: 'EN', phrases: ['slow'] },
  ]);
  expect(readWordLines(' \n ,')).toEqual([]);
});
