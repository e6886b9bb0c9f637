import type { Lifetime } from '../survival/kaplan-meier.ts';
import { logRank } from '../survival/log-rank.ts';
import { ENOUGH_LOOPS, type LoopFigures } from './figures.ts';

/** What may be said of the time to close against the period before; `up` is slower. */
export interface LoopChange {
  state: 'up' | 'down' | 'no_clear_change' | 'too_few_answers';
  /** Of the log-rank test between the two periods; null when it cannot be asked. */
  p: number | null;
  /** Of the medians in milliseconds; null when one of them is not reached. */
  difference: number | null;
}

/** Besides ENOUGH_LOOPS that opened, so many on each side must have closed. */
const ENOUGH_CLOSED = 10;
const CLEAR = 0.05;

/** One side of the comparison. */
interface Side {
  figures: LoopFigures;
  lifetimes: readonly Lifetime[];
}

/**
 * The change of the time to close. It is clear where the log-rank test finds it at 5 %, and goes where the medians go; where a median
 * is not reached, or both are equal, where the test sees it. Where the two disagree, because the curves cross, nothing is
 * clear. Too few is told from the numbers of loops alone.
 */
export function changeOf({ current, previous }: { current: Side; previous: Side }): LoopChange {
  const [now, before] = [current, previous].map(({ figures }) => figures.durations.find(({ measure }) => measure === 'close')?.median.value ?? null);
  const difference = now == null || before == null ? null : now - before;
  const test = logRank([current.lifetimes, previous.lifetimes]);
  const p = test?.p ?? null;
  const enough = [current, previous].every(({ figures: { opened, closed } }) => opened >= ENOUGH_LOOPS && closed >= ENOUGH_CLOSED);
  if (!enough) return { state: 'too_few_answers', p, difference };
  if (!test || test.p >= CLEAR) return { state: 'no_clear_change', p, difference };
  const slower = (test.excess[0] ?? 0) < 0;
  if (difference !== null && difference !== 0 && difference > 0 !== slower) return { state: 'no_clear_change', p, difference };
  return { state: slower ? 'up' : 'down', p, difference };
}
