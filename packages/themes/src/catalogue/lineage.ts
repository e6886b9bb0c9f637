/** What became of a theme, or where a group comes from. */
export type Descent = 'continued' | 'merged' | 'split' | 'new';

/** A theme and the share of it (of the theme's weight) that is in the group. */
export interface Share {
  theme: string;
  share: number;
}

export interface GroupLineage {
  /** The number of the group. */
  group: number;
  /** The id that it has from now on: an old one, or a fresh one. */
  theme: string;
  /** merged: other themes went into it as well. split: it has a fresh id, and most of it comes from one theme. */
  how: Descent;
  /** The themes that it comes from, the largest share first. */
  from: Share[];
}

export interface Lineage {
  /** Every group once, in the order of their numbers; no id twice. */
  groups: GroupLineage[];
  /** Old themes whose id no group has: where most of their comments went, empty for nowhere; and whether the theme is kept all the same. */
  retired: { theme: string; into: string[]; kept: boolean }[];
  /** What a person would be surprised by, as groups' numbers and old ids. */
  surprises: Surprise[];
}

export type Surprise =
  | { kind: 'new'; groups: [number] }
  | { kind: 'split'; themes: [string]; groups: number[] }
  | { kind: 'merge'; themes: string[]; groups: [number] }
  | { kind: 'retire'; themes: [string] };

export interface LineageOptions {
  /** The theme of each comment before; null for none. */
  old: ReadonlyMap<string, string | null>;
  /** The group of each comment now; null for none. Comments that only one of the two has are of no theme in the other. */
  next: ReadonlyMap<string, number | null>;
  /** How much a comment counts; 1 for each when left out. */
  weightOf?: ((feedbackId: string) => number) | undefined;
  /** Themes of people (pinned, named, with examples …): they are never merged away nor retired. */
  kept?: ReadonlySet<string> | undefined;
  newId: () => string;
}

/** shared/themes: the same at a weighted Jaccard of 0.5, the id stays with a child of 60 %, merged where 70 % went. */
const SAME = 0.5;
const CHILD = 0.6;
const CONTAINED = 0.7;
/** A part that is worth being told as where a theme went, or as one of the parts of a split. */
export const PART = 0.2;

/** The overlap of a theme and a group, as weights. */
interface Overlap {
  theme: string;
  group: number;
  both: number;
  ofTheme: number;
  ofGroup: number;
}

const jaccard = ({ both, ofTheme, ofGroup }: Overlap): number => both / (ofTheme + ofGroup - both);
const contained = ({ both, ofTheme }: Overlap): number => both / ofTheme;

/**
 * What became of themes in a new grouping of comments. Each group gets exactly one id and no id is given twice:
 * 1. the same: theme and group with a weighted Jaccard of at least 0.5 belong together, the surest first;
 * 2. a group that holds at least 60 % of a theme without a group gets its id, that of the largest share; a kept theme goes first;
 * 3. what is left gets a fresh id: it was split off where at least half of it comes from one theme, else it is new.
 * A theme without a group of which 70 % are in one group was merged into that. Depends on nothing but its arguments and `newId`, which is
 * called in the order of the groups.
 */
export function lineage({ old, next, weightOf = () => 1, kept = new Set(), newId }: LineageOptions): Lineage {
  const overlaps = overlapsOf({ old, next, weightOf });
  const groups = [...new Set([...next.values()].filter((group) => group !== null))].sort((left, right) => left - right);
  const given = giveIds(overlaps, kept);
  const idOf = new Map(groups.map((group) => [group, given.get(group) ?? newId()]));
  const themes = [...new Set([...old.values()].filter((theme) => theme !== null))].sort();
  const living = new Set(given.values());
  const retired = themes.filter((theme) => !living.has(theme)).map((theme) => {
    const there = overlaps.filter((one) => one.theme === theme);
    const whole = there.filter((one) => contained(one) >= CONTAINED);
    return { theme, groups: (whole.length > 0 ? whole : there.filter((one) => contained(one) >= PART)).map(({ group }) => group), merged: whole.length > 0, kept: kept.has(theme) };
  });
  const descended = groups.map((group): GroupLineage => {
    const from = overlaps.filter((one) => one.group === group);
    const how = given.has(group)
      ? (retired.some((one) => one.merged && !one.kept && one.groups.includes(group)) ? 'merged' : 'continued')
      : from.some(({ both, ofGroup }) => both >= ofGroup / 2) ? 'split' : 'new';
    return { group, theme: idOf.get(group) as string, how, from: from.map((one) => ({ theme: one.theme, share: contained(one) })) };
  });
  return {
    groups: descended,
    retired: retired.map(({ theme, groups: into, kept: stays }) => ({ theme, into: into.map((group) => idOf.get(group) as string), kept: stays })),
    surprises: surprisesOf(descended, { overlaps, retired }),
  };
}

/** Largest first within a theme and within a group; of equal ones the smaller id, then the smaller group. */
function overlapsOf({ old, next, weightOf }: Required<Pick<LineageOptions, 'old' | 'next'>> & { weightOf: (id: string) => number }): Overlap[] {
  const ofTheme = new Map<string, number>();
  const ofGroup = new Map<number, number>();
  const both = new Map<string, { theme: string; group: number; weight: number }>();
  // A comment that was not in the new grouping (only a sample is grouped) says nothing of where its theme went.
  for (const [id, group] of next) {
    const weight = weightOf(id);
    const theme = old.get(id) ?? null;
    if (group !== null) ofGroup.set(group, (ofGroup.get(group) ?? 0) + weight);
    if (theme !== null) ofTheme.set(theme, (ofTheme.get(theme) ?? 0) + weight);
    if (group === null || theme === null) continue;
    const key = `${group} ${theme}`;
    const here = both.get(key) ?? { theme, group, weight: 0 };
    here.weight += weight;
    both.set(key, here);
  }
  return [...both.values()]
    .map(({ theme, group, weight }) => ({ theme, group, both: weight, ofTheme: ofTheme.get(theme) as number, ofGroup: ofGroup.get(group) as number }))
    .filter(({ both: weight }) => weight > 0)
    .sort((left, right) => right.both - left.both || (left.theme < right.theme ? -1 : left.theme > right.theme ? 1 : left.group - right.group));
}

/** The old id of each group that has one. */
function giveIds(overlaps: readonly Overlap[], kept: ReadonlySet<string>): Map<number, string> {
  const given = new Map<number, string>();
  const used = new Set<string>();
  const give = (candidates: readonly Overlap[]): void => {
    for (const { theme, group } of candidates) {
      if (given.has(group) || used.has(theme)) continue;
      given.set(group, theme);
      used.add(theme);
    }
  };
  give(overlaps.filter((one) => jaccard(one) >= SAME).sort((left, right) => jaccard(right) - jaccard(left)));
  give(overlaps.filter((one) => contained(one) >= CHILD).sort((left, right) => Number(kept.has(right.theme)) - Number(kept.has(left.theme))));
  return given;
}

/** What nobody should find changed without having been asked. Where a kept theme would end, nothing is proposed: it stays. */
function surprisesOf(groups: readonly GroupLineage[], { overlaps, retired }: { overlaps: readonly Overlap[]; retired: readonly { theme: string; groups: number[]; merged: boolean; kept: boolean }[] }): Surprise[] {
  const surprises: Surprise[] = [];
  const told = new Set<number>();
  for (const theme of [...new Set(overlaps.map((one) => one.theme))].sort()) {
    const parts = overlaps.filter((one) => one.theme === theme && contained(one) >= PART && comesFrom(groups, one)).map(({ group }) => group);
    if (parts.length < 2 || !parts.some((group) => isFresh(groups, group))) continue;
    for (const group of parts) told.add(group);
    surprises.push({ kind: 'split', themes: [theme], groups: parts.sort((left, right) => left - right) });
  }
  for (const { group, theme } of groups) {
    const gone = retired.filter((one) => one.merged && !one.kept && one.groups.includes(group)).map((one) => one.theme);
    if (gone.length > 0) surprises.push({ kind: 'merge', themes: [theme, ...gone], groups: [group] });
    if (isFresh(groups, group) && !told.has(group)) surprises.push({ kind: 'new', groups: [group] });
  }
  const split = new Set(surprises.flatMap((surprise) => (surprise.kind === 'split' ? surprise.themes : [])));
  for (const { theme, merged, kept } of retired) if (!merged && !kept && !split.has(theme)) surprises.push({ kind: 'retire', themes: [theme] });
  return surprises;
}

/** Of a group most comes from the theme, or the group has its id. */
const comesFrom = (groups: readonly GroupLineage[], { theme, group, both, ofGroup }: Overlap): boolean => both >= ofGroup / 2 || groups.some((one) => one.group === group && one.theme === theme);

const isFresh = (groups: readonly GroupLineage[], group: number): boolean => groups.some((one) => one.group === group && (one.how === 'split' || one.how === 'new'));
