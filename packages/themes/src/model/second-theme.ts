import { certainty } from './calibrate.ts';
import type { ThemeScores } from './theme-scores.ts';

/** A stretch of terms, [start, end), that speaks for the class at `slot`. */
export interface Stretch {
  readonly slot: number;
  readonly start: number;
  readonly end: number;
}

/** Slots of the classes with the highest scores, the highest first; equal ones in the order of the slots. */
export function highest(scores: ArrayLike<number>, count: number): number[] {
  const best: number[] = [];
  for (let slot = 0; slot < scores.length; slot++) {
    const score = scores[slot] ?? 0;
    let at = best.length;
    while (at > 0 && score > (scores[best[at - 1] ?? 0] ?? 0)) at--;
    if (at < count) {
      best.splice(at, 0, slot);
      if (best.length > count) best.pop();
    }
  }
  return best;
}

/** A running sum of what speaks for one class against the first, its best stretch so far, and how much of Σ λ lies in it. */
interface Runner {
  slot: number;
  total: number;
  sum: number;
  start: number;
  began: number;
  best: number;
  from: number;
  to: number;
  evidence: number;
}

/**
 * For each of `others`, the stretch of a text that speaks most for it and against the class at `first`: the contiguous
 * terms with the largest sum of differences (Kadane). A comment about two things says one after the other. Only stretches
 * in which the other beats the first, and outside of which the first beats the other, by `clear` (a probability) or more.
 */
export function stretchesOf(numbers: readonly number[], { scores, first, others, sharpness, clear }: { scores: ThemeScores; first: number; others: readonly number[]; sharpness: number; clear: number }): Stretch[] {
  const { floors } = scores;
  const runners = others.map((slot): Runner => ({ slot, total: 0, sum: 0, start: 0, began: 0, best: 0, from: 0, to: 0, evidence: 0 }));
  let evidence = 0;
  for (let at = 0; at < numbers.length; at++) {
    const { lambda, slots, gains } = scores.gainsOf(numbers[at] ?? 0);
    evidence += lambda;
    const own = lambda * (floors[first] ?? 0) + (gains[slots.indexOf(first)] ?? 0);
    for (const runner of runners) {
      const adds = lambda * (floors[runner.slot] ?? 0) + (gains[slots.indexOf(runner.slot)] ?? 0) - own;
      runner.total += adds;
      runner.sum += adds;
      if (runner.sum <= 0) {
        runner.sum = 0;
        runner.start = at + 1;
        runner.began = evidence;
      } else if (runner.sum > runner.best) {
        runner.best = runner.sum;
        runner.from = runner.start;
        runner.to = at + 1;
        runner.evidence = evidence - runner.began;
      }
    }
  }
  return runners
    .filter(({ best, total, evidence: inside }) => certainty(best, { sharpness, evidence: inside }) >= clear && certainty(best - total, { sharpness, evidence: evidence - inside }) >= clear)
    .map(({ slot, from, to }) => ({ slot, start: from, end: to }));
}
