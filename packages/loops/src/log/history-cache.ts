import type { LoopHistory } from '../loop/state.ts';

/** The histories that were used last. */
export interface HistoryCache {
  get(id: string): LoopHistory | undefined;
  set(id: string, history: LoopHistory): void;
  clear(): void;
}

/** Keeps so many histories, and forgets the one that was not used for the longest time. */
export function createHistoryCache(size: number): HistoryCache {
  // A map remembers the order in which keys were set.
  const kept = new Map<string, LoopHistory>();
  return {
    get(id) {
      const found = kept.get(id);
      if (found) {
        kept.delete(id);
        kept.set(id, found);
      }
      return found;
    },
    set(id, history) {
      kept.delete(id);
      kept.set(id, history);
      if (kept.size > size) kept.delete(kept.keys().next().value as string);
    },
    clear: () => kept.clear(),
  };
}
