import { expect, it } from 'vitest';
import { backoff } from './backoff.ts';

it('doubles up to fifteen seconds and stays within half of it', () => {
  expect([1, 2, 3, 4, 5, 6, 50].map((attempt) => backoff(attempt, () => 1))).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(backoff(6, () => 0)).toBe(7_500);
});
