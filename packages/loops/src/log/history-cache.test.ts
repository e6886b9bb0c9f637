import { describe, expect, it } from 'vitest';
import { testLoop } from '../loop/testing.ts';
import { createHistoryCache } from './history-cache.ts';

const { history } = testLoop(Date.UTC(2026, 5, 1));
const other = { ...history };

describe('the cache of histories', () => {
  it('keeps what is used and forgets the rest', () => {
    const cache = createHistoryCache(10);
    cache.set('used', history);
    cache.set('unused', history);
    for (let number = 0; number < 100; number++) {
      cache.set(`other ${number}`, history);
      expect(cache.get('used')).toBe(history);
    }
    expect(cache.get('unused')).toBeUndefined();
    expect(Array.from({ length: 100 }, (_, number) => cache.get(`other ${number}`)).filter(Boolean).length).toBeLessThanOrEqual(10);
    expect(cache.get('other 99')).toBe(history);
  });

  it('never shows what was replaced', () => {
    const cache = createHistoryCache(4);
    cache.set('a', history);
    cache.set('b', history);
    // Now both are in the old half.
    cache.set('a', other);
    expect(cache.get('a')).toBe(other);
    cache.set('c', history);
    cache.set('d', history);
    expect([other, undefined]).toContain(cache.get('a'));
    cache.clear();
    expect(cache.get('d')).toBeUndefined();
  });
});
