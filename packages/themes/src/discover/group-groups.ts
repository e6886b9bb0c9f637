import { finish, type Slices, type Watch } from '../progress.ts';
import type { ReadText } from '../text/read-text.ts';
import { numbered } from './communities.ts';

export interface GroupGroupsOptions {
  /** The group of each text, -1 for none. */
  assignment: Int32Array;
  groups: number;
  /** How many to come out at most, where that many have something in common; by default twice the square root of the groups, of few groups two fifths. */
  most?: number | undefined;
}

/** Fewer groups need no second level. */
const FEWEST_GROUPS = 4;
/** Groups whose words have less in common than this (cosine) do not belong together, however many are left. */
const LEAST_LIKE = 0.02;

/**
 * A level above: which groups go together, each with the number of its larger group from 0. The two groups, or groups of
 * groups, whose words are on average most alike are joined until there are few enough (average linkage, which keeps one large
 * group from taking in all others). Where there are only a few groups, or nothing that they share, each stays by itself.
 */
export function groupGroups(texts: readonly ReadText[], options: GroupGroupsOptions & Watch): Int32Array {
  return finish(groupingGroups(texts, options), options);
}

/** The same, slice by slice. */
export function* groupingGroups(texts: readonly ReadText[], { assignment, groups, most = usualMost(groups) }: GroupGroupsOptions): Slices<Int32Array> {
  const into = Int32Array.from({ length: groups }, (_, group) => group);
  if (groups < FEWEST_GROUPS) return into;
  const likeness = likenessOf(profilesOf(texts, { assignment, groups }));
  const sizes = new Float64Array(groups).fill(1);
  const alive = new Set(into);
  while (alive.size > most) {
    yield { step: 'grouping', done: groups - alive.size, of: groups - most };
    let best = LEAST_LIKE;
    let pair: readonly [number, number] | null = null;
    for (const one of alive) {
      for (const other of alive) {
        const like = other > one ? (likeness[one * groups + other] as number) : -1;
        if (like <= best) continue;
        best = like;
        pair = [one, other];
      }
    }
    if (!pair) break;
    const [one, other] = pair;
    const [first, second] = [sizes[one] as number, sizes[other] as number];
    alive.delete(other);
    for (const third of alive) {
      const mean = (first * (likeness[one * groups + third] as number) + second * (likeness[other * groups + third] as number)) / (first + second);
      likeness[one * groups + third] = mean;
      likeness[third * groups + one] = mean;
    }
    sizes[one] = first + second;
    for (let group = 0; group < groups; group++) if (into[group] === other) into[group] = one;
  }
  return numbered(into).assignment;
}

/** Twice the root of ten is more than half of ten: of a few themes hardly any would go together. */
function usualMost(groups: number): number {
  return Math.ceil(Math.min(2 * Math.sqrt(groups), groups * 0.4));
}

/** The content words of each group as a vector of length 1: rare words count more, and the hundredth time hardly more than the tenth. */
function profilesOf(texts: readonly ReadText[], { assignment, groups }: { assignment: Int32Array; groups: number }): Map<string, number>[] {
  const profiles = Array.from({ length: groups }, () => new Map<string, number>());
  for (const [index, { words }] of texts.entries()) {
    const profile = profiles[assignment[index] ?? -1];
    if (profile) for (const word of new Set(words)) profile.set(word, (profile.get(word) ?? 0) + 1);
  }
  const carriers = new Map<string, number>();
  for (const profile of profiles) for (const word of profile.keys()) carriers.set(word, (carriers.get(word) ?? 0) + 1);
  for (const profile of profiles) {
    for (const [word, count] of profile) profile.set(word, Math.log(1 + count) * Math.log(1 + groups / (carriers.get(word) ?? 1)));
    const length = Math.hypot(...profile.values());
    for (const [word, value] of profile) profile.set(word, value / length);
  }
  return profiles;
}

function likenessOf(profiles: readonly ReadonlyMap<string, number>[]): Float64Array {
  const likeness = new Float64Array(profiles.length ** 2);
  for (const [one, left] of profiles.entries()) {
    for (let other = one + 1; other < profiles.length; other++) {
      let like = 0;
      for (const [word, value] of left) like += value * (profiles[other]?.get(word) ?? 0);
      likeness[one * profiles.length + other] = like;
      likeness[other * profiles.length + one] = like;
    }
  }
  return likeness;
}
