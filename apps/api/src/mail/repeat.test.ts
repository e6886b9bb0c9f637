import { expect, test, vi } from 'vitest';
import { repeat } from './repeat.ts';

/** Work that counts its turns and ends each when it is let go. */
function held(): { work: () => Promise<void>; turns: () => number; release: () => void } {
  const waiting: (() => void)[] = [];
  let turns = 0;
  return {
    work: () => {
      turns++;
      return new Promise((resolve) => waiting.push(resolve));
    },
    turns: () => turns,
    release: () => waiting.shift()?.(),
  };
}

test('a wish that comes during a turn is followed by one more, however many they were', async () => {
  const { work, turns, release } = held();
  const repeated = repeat(work, { everyMs: 1_000_000, onError: (error) => expect.unreachable(String(error)) });
  repeated.within(0);
  await vi.waitFor(() => expect(turns()).toBe(1));
  repeated.within(0);
  repeated.within(0);
  // Timers of the same length fire in their order, so both wishes have come by then.
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(turns()).toBe(1);
  release();
  await vi.waitFor(() => expect(turns()).toBe(2));
  release();
  await repeated.stop();
  expect(turns()).toBe(2);
});

test('goes on after a failure, and a wish for later than the next turn is that turn', async () => {
  const errors: unknown[] = [];
  let turns = 0;
  const repeated = repeat(() => Promise.reject(new Error(String(++turns))), { everyMs: 20, onError: (error) => errors.push(error) });
  repeated.within(1_000_000);
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1));
  expect(errors.slice(0, 2)).toEqual([new Error('1'), new Error('2')]);
  await repeated.stop();
  const before = turns;
  repeated.within(0);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(turns).toBe(before);
});

test('ends after what is under way', async () => {
  const { work, turns, release } = held();
  const repeated = repeat(work, { everyMs: 1_000_000, onError: (error) => expect.unreachable(String(error)) });
  repeated.within(0);
  await vi.waitFor(() => expect(turns()).toBe(1));
  let ended = false;
  const stopping = repeated.stop().then(() => (ended = true));
  await Promise.resolve();
  expect(ended).toBe(false);
  release();
  await stopping;
  expect(turns()).toBe(1);
});
