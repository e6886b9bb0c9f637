import { expect, test } from 'vitest';
import { Bucket } from './bucket.ts';

test('gives so many at once, then as many as time brings, and never holds more than that', () => {
  const bucket = new Bucket({ atOnce: 3, perSecond: 2 }, 0);
  const taken = (now: number): number => {
    let count = 0;
    while (bucket.take(now)) count++;
    return count;
  };
  expect(taken(0)).toBe(3);
  expect(taken(499)).toBe(0);
  expect(taken(500)).toBe(1);
  expect(taken(1_500)).toBe(2);
  expect(taken(3_600_000)).toBe(3);
});
