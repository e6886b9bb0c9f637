import { expect, it } from 'vitest';
import { createVersionClock } from './version-clock.ts';

it('follows wall time, never goes back, and stays above what it saw', () => {
  let now = 1_000;
  const clock = createVersionClock(() => now, () => 0);
  const first = clock.next();
  expect(first).toBe(1_000n << 20n);
  now = 500;
  const second = clock.next();
  expect(second).toBe(first + 1n);
  clock.observe(second + 10n);
  clock.observe(1n);
  expect(clock.next()).toBe(second + 11n);
  now = 2_000;
  expect(clock.next()).toBe(2_000n << 20n);
});
