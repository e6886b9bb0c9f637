import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchDatabase } from './database-watch.ts';

describe('whether the database is there', () => {
  let answers = true;
  let silentFor = 0;
  let asked = 0;
  let changes: boolean[] = [];
  const start = () => {
    const watch = watchDatabase({
      isReady: async () => {
        asked++;
        if (!answers) await new Promise((resolve) => setTimeout(resolve, silentFor));
        return answers;
      },
      now: Date.now,
      onChange: () => changes.push(watch.state().away),
    });
    return watch;
  };
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    answers = true;
    silentFor = 0;
    asked = 0;
    changes = [];
  });
  afterEach(() => vi.useRealTimers());

  test('is told within five seconds, also of one that takes questions and says nothing', async () => {
    const watch = start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(changes).toEqual([]);
    answers = false;
    silentFor = 2_000;
    const went = Date.now();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(watch.state().away).toBe(true);
    expect(watch.state().since).toBeGreaterThan(went);
    answers = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(changes).toEqual([true, false]);
    watch.close();
  });

  test('one question without an answer is no alarm', async () => {
    const watch = start();
    answers = false;
    silentFor = 500;
    await vi.advanceTimersByTimeAsync(1_000);
    answers = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(changes).toEqual([]);
    watch.close();
  });

  test('is not asked while others are answered, and comes back with the first of them', async () => {
    const watch = start();
    for (let step = 0; step < 20; step++) {
      watch.answered();
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(asked).toBe(0);
    answers = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(watch.state().away).toBe(true);
    watch.answered();
    expect(changes).toEqual([true, false]);
    watch.close();
  });
});
