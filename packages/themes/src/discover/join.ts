import { countGroups, membersOf } from '../refine/bayes.ts';
import type { TermCounts } from '../refine/term-counts.ts';
import type { Slices } from '../progress.ts';
import { numbered } from './communities.ts';
import { logGamma } from './log-gamma.ts';

export interface JoinOptions {
  assignment: Int32Array;
  groups: number;
  /** How much the words count against the price of one more group; 1 is the honest balance, less joins more. */
  evidence: number;
}

/** A group as its words: parallel lists, ids rising. */
interface Profile {
  ids: Int32Array;
  counts: Float64Array;
  total: number;
  size: number;
}

/**
 * Joins groups for as long as one group for two explains their words better than two do: this is what chooses the number
 * of groups. The words of a group are Dirichlet-multinomial around the words of all texts (so that a group need not pay for
 * words that all have), its texts cost the logarithm of its share; both sides are in nats (minimum description length).
 * How far groups may differ from all texts is estimated from the groups themselves, by likelihood.
 */
export function* joining(counts: TermCounts, { assignment, groups, evidence }: JoinOptions): Slices<{ assignment: Int32Array; groups: number }> {
  const profiles = profilesOf(counts, { assignment, groups });
  const base = new Float64Array(counts.terms);
  let all = 0;
  for (const { ids, counts: values, total } of profiles) {
    all += total;
    for (let at = 0; at < ids.length; at++) base[(ids[at] as number)] = (base[(ids[at] as number)] as number) + (values[at] as number);
  }
  if (all === 0) return numbered(assignment);
  const strength = strengthOf(profiles, base, all);
  const prior = base.map((value) => (strength * value) / all);
  const gains = prior.map((value) => (value > 0 ? logGamma(value) : 0));
  const into = Int32Array.from({ length: groups }, (_, group) => group);
  const worth = (one: Profile, other: Profile): number => {
    if (one.size === 0 || other.size === 0) return -Infinity;
    const words = sharedWords(one, other, prior, gains) - logGamma(strength) + logGamma(strength + one.total) + logGamma(strength + other.total) - logGamma(strength + one.total + other.total);
    const sizes = entropy(one.size + other.size) - entropy(one.size) - entropy(other.size);
    const whole = evidence * words + sizes;
    // By word of the smaller one: a small group joins its like before two large ones come together.
    return whole > 0 ? whole / Math.max(1, Math.min(one.total, other.total)) : -Infinity;
  };
  const table = new Float64Array(groups * groups).fill(-Infinity);
  const best = new Int32Array(groups).fill(-1);
  const choose = (group: number): void => {
    best[group] = -1;
    let most = -Infinity;
    for (let other = 0; other < groups; other++) {
      const value = table[group * groups + other] as number;
      if (value > most) {
        most = value;
        best[group] = other;
      }
    }
  };
  const compare = (one: number, other: number): void => {
    const value = into[one] === one && into[other] === other ? worth((profiles[one] as Profile), (profiles[other] as Profile)) : -Infinity;
    table[one * groups + other] = value;
    table[other * groups + one] = value;
  };
  for (let one = 0; one < groups; one++) {
    if (one % 20 === 0) yield { step: 'grouping', done: one, of: groups };
    for (let other = one + 1; other < groups; other++) compare(one, other);
  }
  for (let group = 0; group < groups; group++) choose(group);
  for (;;) {
    let one = -1;
    let most = -Infinity;
    for (let group = 0; group < groups; group++) {
      const value = (best[group] as number) < 0 ? -Infinity : (table[group * groups + (best[group] as number)] as number);
      if (value > most) {
        most = value;
        one = group;
      }
    }
    if (one < 0) break;
    const other = best[one] as number;
    profiles[one] = union((profiles[one] as Profile), (profiles[other] as Profile));
    for (let group = 0; group < groups; group++) if (into[group] === other) into[group] = one;
    for (let group = 0; group < groups; group++) {
      if (group === one) continue;
      compare(one, group);
      table[other * groups + group] = -Infinity;
      table[group * groups + other] = -Infinity;
    }
    for (let group = 0; group < groups; group++) if (into[group] === group) choose(group);
    best[other] = -1;
    yield { step: 'grouping', done: groups, of: groups };
  }
  return numbered(assignment.map((group) => (group < 0 ? -1 : (into[group] as number))));
}

function profilesOf(counts: TermCounts, { assignment, groups }: { assignment: Int32Array; groups: number }): Profile[] {
  const { starts, group, count, totals, sizes } = countGroups(counts, { assignment, groups, weights: new Float64Array(counts.texts).fill(1) });
  const cells = Int32Array.from({ length: group.length });
  for (let term = 0; term < counts.terms; term++) cells.fill(term, (starts[term]), (starts[term + 1]));
  // The cells stand in the order of terms, and grouping them keeps that order.
  const { starts: of, texts: places } = membersOf(group, groups);
  return Array.from({ length: groups }, (_, index) => {
    const own = places.subarray((of[index]), (of[index + 1]));
    return { ids: Int32Array.from(own, (place) => (cells[place] as number)), counts: Float64Array.from(own, (place) => (count[place] as number)), total: (totals[index] as number), size: (sizes[index] as number) };
  });
}

/** The sum of the pseudo-counts that makes the groups' words likeliest, by trial in steps of a half. */
function strengthOf(profiles: readonly Profile[], base: Float64Array, all: number): number {
  let best = -Infinity;
  let found = 1;
  for (let strength = 2; strength < 10_000; strength *= 1.5) {
    let likelihood = 0;
    for (const { ids, counts, total } of profiles) {
      likelihood += logGamma(strength) - logGamma(strength + total);
      for (let at = 0; at < ids.length; at++) {
        const prior = (strength * (base[(ids[at] as number)] as number)) / all;
        likelihood += logGamma(prior + (counts[at] as number)) - logGamma(prior);
      }
    }
    if (likelihood > best) {
      best = likelihood;
      found = strength;
    }
  }
  return found;
}

/** What the words that both have are worth in one group rather than in two; words that one of them has cost the same in both. */
function sharedWords(one: Profile, other: Profile, prior: Float64Array, gains: Float64Array): number {
  let sum = 0;
  let left = 0;
  let right = 0;
  while (left < one.ids.length && right < other.ids.length) {
    const term = one.ids[left] as number;
    const order = term - (other.ids[right] as number);
    if (order === 0) {
      const alpha = prior[term] as number;
      const first = one.counts[left] as number;
      const second = other.counts[right] as number;
      sum += logGamma(alpha + first + second) - logGamma(alpha + first) - logGamma(alpha + second) + (gains[term] as number);
    }
    if (order <= 0) left++;
    if (order >= 0) right++;
  }
  return sum;
}

function union(one: Profile, other: Profile): Profile {
  const ids: number[] = [];
  const counts: number[] = [];
  let left = 0;
  let right = 0;
  while (left < one.ids.length || right < other.ids.length) {
    const order = (one.ids[left] ?? Infinity) - (other.ids[right] ?? Infinity);
    ids.push((order <= 0 ? one.ids[left] : other.ids[right]) ?? 0);
    counts.push((order <= 0 ? (one.counts[left] ?? 0) : 0) + (order >= 0 ? (other.counts[right] ?? 0) : 0));
    if (order <= 0) left++;
    if (order >= 0) right++;
  }
  return { ids: Int32Array.from(ids), counts: Float64Array.from(counts), total: one.total + other.total, size: one.size + other.size };
}

function entropy(size: number): number {
  return size > 0 ? size * Math.log(size) : 0;
}
