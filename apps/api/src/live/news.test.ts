import { expect, test } from 'vitest';
import { addSpan, isNothing, joined, nothing, readNews } from './news.ts';

test('spans that touch are one, and many become one that holds them all', () => {
  const spans: [number, number][] = [];
  addSpan(spans, { from: 10, to: 20 });
  addSpan(spans, { from: 40, to: 50 });
  addSpan(spans, { from: 15, to: 30 });
  expect(spans).toEqual([[10, 30], [40, 50]]);
  for (let start = 100; start < 800; start += 100) addSpan(spans, { from: start, to: start + 1 });
  expect(spans).toEqual([[10, 701]]);
});

test('what was not told yet is told with what came since', () => {
  const before = { ...nothing(), feedback: [[1, 2]] as [number, number][], streams: ['tokens'] };
  const since = { ...nothing(), feedback: [[2, 3]] as [number, number][], readings: [[5, 6]] as [number, number][], streams: ['tokens', 'themes'], loops: true, letters: ['a'] };
  const all = joined(before, since);
  expect(all).toEqual({ feedback: [[1, 3]], readings: [[5, 6]], streams: ['tokens', 'themes'], loops: true, letters: ['a'] });
  expect(readNews(JSON.stringify(all))).toEqual(all);
  expect([isNothing(nothing()), isNothing(all)]).toEqual([true, false]);
});

test.each(['', '{}', '[]', '{"feedback":"all"}'])('what another version tells in words of its own is left alone: %s', (text) => {
  expect(readNews(text)).toBeUndefined();
});
