import { describe, expect, test, vi } from 'vitest';
import { createPace } from './pace.ts';

describe('the pace of a caller', () => {
  test('is a minute’s cost at once, then as much as flows in, for each caller apart', () => {
    vi.useFakeTimers({ toFake: ['performance', 'hrtime', 'Date'] });
    try {
      const pace = createPace({ costPerMinute: 12_000 });
      pace.charge('notebook', 10_000);
      pace.charge('notebook', 2_000);
      pace.charge('wall', 10_000);
      // 200 flow in each second: 1,000 take five.
      expect(() => pace.charge('notebook', 1_000)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED', details: { retryAfterSeconds: 5, cost: 1_000, costPerMinute: 12_000 } }));
      vi.advanceTimersByTime(4_900);
      expect(() => pace.charge('notebook', 1_000)).toThrow(/Wait 1 s,/);
      vi.advanceTimersByTime(200);
      pace.charge('notebook', 1_000);
    } finally {
      vi.useRealTimers();
    }
  });

  test('without a limit is any', () => {
    const pace = createPace({ costPerMinute: null });
    for (let question = 0; question < 1_000; question++) pace.charge('notebook', 10_000);
  });
});
