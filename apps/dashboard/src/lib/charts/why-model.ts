import type { Change, Estimate, MetricInfo } from '#lib/api/documents.ts';
import type { Why, WhyGroup } from '#lib/api/insight-documents.ts';
import { niceStep } from './trend-model.ts';

/** One row of the way from before to now. */
export interface WhyStep {
  kind: 'before' | 'group' | 'other' | 'now';
  group: WhyGroup | null;
  /** Where the row begins and ends on the metric's axis; the ends themselves begin and end at their value. */
  from: number;
  /** After what the group's people answer differently, before what its share adds. */
  middle: number;
  to: number;
}

/** What is said of a change as a whole: through one group, through other shares, or through many groups a little. */
export type WhyFinding = { kind: 'group'; group: WhyGroup } | { kind: 'mix' } | { kind: 'spread' };

/** A change taken apart; the steps add up exactly. */
export interface WhyModel {
  metric: MetricInfo;
  before: Estimate;
  now: Estimate;
  change: Change;
  mix: number;
  rate: number;
  steps: WhyStep[];
  otherGroups: number;
  axis: { min: number; max: number; step: number };
  /** null where there is no clear change to explain. */
  finding: WhyFinding | null;
  /** Nobody answered in one of the two periods: there is nothing to take apart. */
  empty: boolean;
}

/** A part must bring at least this share of the whole change to be named alone. */
const MOST = 0.5;

function findingOf({ change, groups, mix, rate }: Why): WhyFinding | null {
  const { value, verdict } = change;
  if (value === null || (verdict !== 'UP' && verdict !== 'DOWN')) return null;
  const sign = Math.sign(value);
  if (sign * mix > sign * rate) return { kind: 'mix' };
  const [first] = groups.filter(({ effect }) => sign * effect > 0).sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  return first && Math.abs(first.effect) >= MOST * Math.abs(value) ? { kind: 'group', group: first } : { kind: 'spread' };
}

/** Decides what to draw of a change and its parts. */
export function whyModel(why: Why): WhyModel {
  const { metric, now, change, mix, rate, groups, other, otherGroups } = why;
  const start = change.previous.value ?? 0;
  const parts = [...groups.map((group) => ({ kind: 'group' as const, group })), ...(other ? [{ kind: 'other' as const, group: other }] : [])];
  let at = start;
  const steps = parts.map(({ kind, group }): WhyStep => {
    const [from, middle] = [at, at + group.rate];
    at = from + group.effect;
    return { kind, group, from, middle, to: at };
  });
  const end = now.value ?? start;
  const all: WhyStep[] = [{ kind: 'before', group: null, from: start, middle: start, to: start }, ...steps, { kind: 'now', group: null, from: end, middle: end, to: end }];
  const places = all.flatMap(({ from, middle, to }) => [from, middle, to]);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const step = niceStep(Math.max(high - low, (metric.max - metric.min) / 50), 5);
  return {
    metric,
    before: change.previous,
    now,
    change,
    mix,
    rate,
    steps: all,
    otherGroups,
    axis: { min: Math.floor(low / step - 0.25) * step + 0, max: Math.ceil(high / step + 0.25) * step + 0, step },
    finding: findingOf(why),
    empty: now.value === null || change.previous.value === null,
  };
}
