/** Counts what somebody did within the last while. Forgets who did nothing since. */
export interface Attempts {
  /** How often within the window. */
  count(who: string): number;
  add(who: string): void;
  /** In how many seconds the oldest of them is out of the window. */
  waitSeconds(who: string): number;
}

export function createAttempts({ windowMs, now }: { windowMs: number; now: () => number }): Attempts {
  const made = new Map<string, number[]>();
  function recent(who: string): number[] {
    const moments = (made.get(who) ?? []).filter((moment) => now() - moment < windowMs);
    if (moments.length === 0) made.delete(who);
    else made.set(who, moments);
    return moments;
  }
  return {
    count: (who) => recent(who).length,
    add(who) {
      made.set(who, [...recent(who), now()]);
      for (const other of made.keys()) recent(other);
    },
    waitSeconds: (who) => Math.max(1, Math.ceil(((recent(who)[0] ?? now()) + windowMs - now()) / 1_000)),
  };
}
