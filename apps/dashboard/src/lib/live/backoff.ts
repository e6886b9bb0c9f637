const FIRST = 500;
const LONGEST = 15_000;

/**
 * Milliseconds to wait before try number `attempt` (from 1): doubling from half a second to at most fifteen, and
 * somewhere between half of that and all of it, so that a thousand screens do not come back in the same moment.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST, FIRST * 2 ** Math.min(20, Math.max(0, attempt - 1)));
  return Math.round(longest / 2 + (longest / 2) * random());
}
