import type { LoopHistory } from '../loop/state.ts';

/** The histories that were used last. */
export interface HistoryCache {
  get(id: string): LoopHistory | undefined;
  set(id: string, history: LoopHistory): void;
  clear(): void;
}

/**
 * Keeps the histories that were used last: at least half of `size`, at most all of it. In two halves, because a map from which
 * the oldest key is taken again and again gets slow: when the young half is full, it becomes the old one, which is forgotten.
 */
export function createHistoryCache(size: number): HistoryCache {
  let young = new Map<string, LoopHistory>();
  let old = new Map<string, LoopHistory>();
  const half = Math.ceil(size / 2);

  function set(id: string, history: LoopHistory): void {
    old.delete(id);
    young.set(id, history);
    if (young.size < half) return;
    old = young;
    young = new Map();
  }

  return {
    set,
    get(id) {
      const found = young.get(id);
      if (found) return found;
      const before = old.get(id);
      if (before) set(id, before);
      return before;
    },
    clear() {
      young = new Map();
      old = new Map();
    },
  };
}
