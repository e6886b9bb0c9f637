import { changeOf, estimateOf, type Estimate } from '../metric/estimate.ts';
import type { MetricDefinition } from '../metric/metric.ts';
import { addTallied, readGroup, type Group } from '../metric/tallied.ts';
import type { Verdict } from '../statistics/compare.ts';
import { mixAndRate, type Contribution } from '../statistics/mix-and-rate.ts';

/** What one group had to do with a change. */
export interface WhyGroup {
  key: string;
  now: Estimate;
  before: Estimate;
  /** Of all answers, in percent; null when nobody at all answered in that period. */
  share: number | null;
  previousShare: number | null;
  /** In the unit of the metric: by answering more or less often, by answering differently, and both together. */
  mix: number;
  rate: number;
  effect: number;
  /** Of the group's own change. */
  verdict: Verdict;
}

/** What one value of a grouping counts in both periods, or all values beyond the first together. */
export interface WhyRow {
  /** From 1, the value with the most answers first; one more than are split for all further values. */
  place: number;
  key: string;
  /** How many values answered here. */
  groups: number;
  /** As of `tallied`. */
  current: number[];
  previous: number[];
}

interface Sides {
  current: Group;
  previous: Group;
}

/** Both sides of rows, pooled. */
export function sidesOf(metric: MetricDefinition, rows: readonly WhyRow[]): Sides {
  return { current: readGroup(addTallied(rows.map(({ current }) => current)), { metric }), previous: readGroup(addTallied(rows.map(({ previous }) => previous)), { metric }) };
}

/** What each row brought to the change of all of them. */
export function contributionsOf(metric: MetricDefinition, rows: readonly WhyRow[]): (Contribution & { row: WhyRow })[] {
  const sides = rows.map((row) => sidesOf(metric, [row]));
  const parts = mixAndRate(sides.map(({ current, previous }) => ({ current: estimateOf(metric, current), previous: estimateOf(metric, previous) })));
  return parts.map((part, index) => ({ ...part, row: rows[index] as WhyRow }));
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** The parts of several groups together. */
export function summed(parts: readonly Contribution[]): { mix: number; rate: number } {
  return { mix: add(parts.map(({ mix }) => mix)), rate: add(parts.map(({ rate }) => rate)) };
}

/** One group, or several as one: their answers pooled, their parts summed, so that the parts never depend on how many are shown. */
export function groupOf(metric: MetricDefinition, { parts, whole }: { parts: readonly (Contribution & { row: WhyRow })[]; whole: Sides }): Omit<WhyGroup, 'key'> {
  const sides = sidesOf(metric, parts.map(({ row }) => row));
  const [now, before] = [estimateOf(metric, sides.current), estimateOf(metric, sides.previous)];
  const { mix, rate } = summed(parts);
  return {
    now,
    before,
    share: percentOf(now.n, estimateOf(metric, whole.current).n),
    previousShare: percentOf(before.n, estimateOf(metric, whole.previous).n),
    mix,
    rate,
    effect: mix + rate,
    verdict: changeOf(metric, sides).verdict,
  };
}

const percentOf = (n: number, of: number): number | null => (of === 0 ? null : (100 * n) / of);
