import type { Breakdown, Change, Estimate, MetricInfo } from '#lib/api/documents.ts';
import { valueAxis, type TrendModel } from './trend-model.ts';

/** One row: a group, or the rest after the first groups. */
export interface BreakdownRow {
  /** The group's value; empty for feedback without one. null for the rest. */
  key: string | null;
  estimate: Estimate;
  change: Change | null;
  /** Too few answers to be compared: drawn pale, below the ranked rows. */
  pale: boolean;
}

/** All that is drawn of a breakdown. */
export interface BreakdownModel {
  metric: MetricInfo;
  /** Ranked from best to worst; then the rest; then those with too few answers, by how many they have. */
  rows: BreakdownRow[];
  /** How many groups the rest holds. */
  otherGroups: number;
  total: Estimate;
  axis: TrendModel['axis'];
  /** The best and the worst group, when even their intervals do not touch. */
  gap: { best: string; worst: string } | null;
}

const isKnown = ({ estimate }: BreakdownRow): boolean => estimate.value !== null;

/** Decides what to draw of a breakdown. Rows without any answer are left out; nothing pale is ranked. */
export function breakdownModel({ metric, groups, other, otherGroups, total }: Breakdown): BreakdownModel {
  const rows = groups.map((group): BreakdownRow => ({ ...group, pale: !group.estimate.enough })).filter(isKnown);
  const sign = metric.better === 'LOWER' ? 1 : -1;
  const ranked = rows.filter(({ pale }) => !pale).sort((a, b) => sign * ((a.estimate.value ?? 0) - (b.estimate.value ?? 0)));
  const pale = rows.filter((row) => row.pale).sort((a, b) => b.estimate.n - a.estimate.n);
  const rest: BreakdownRow[] = other && other.value !== null ? [{ key: null, estimate: other, change: null, pale: !other.enough }] : [];
  const all = [...ranked, ...rest, ...pale];
  // What is pale may lie outside, where the drawing points to it, unless there is nothing else.
  const clear = all.filter((row) => !row.pale);
  const shown = (clear.length === 0 ? all : clear).map(({ estimate }) => ({ low: estimate.low ?? 0, high: estimate.high ?? 0 }));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const [good, bad] = sign < 0 ? [best?.estimate.low, worst?.estimate.high] : [worst?.estimate.low, best?.estimate.high];
  const apart = typeof good === 'number' && typeof bad === 'number' && good > bad;
  return {
    metric,
    rows: all,
    otherGroups,
    total,
    axis: valueAxis(shown, metric),
    gap: apart && metric.better !== 'NEITHER' && best?.key && worst?.key ? { best: best.key, worst: worst.key } : null,
  };
}
