import { finish, type Slices, type Watch } from '../progress.ts';
import { countTerms } from '../refine/term-counts.ts';
import type { ReadText } from '../text/read-text.ts';
import { numbered } from './communities.ts';
import { joining } from './join.ts';

export interface GroupGroupsOptions {
  /** The group of each text, -1 for none. */
  assignment: Int32Array;
  groups: number;
  /** About how many to come out at most; by default the square root of four times the groups. */
  most?: number | undefined;
}

/** Fewer groups need no second level. */
const FEWEST_GROUPS = 4;
/** How fast the words lose their say until few enough groups are left. */
const WEAKER = 0.8;
const WEAKEST = 0.01;

/**
 * A level above: which groups go together, each with the number of its larger group from 0. Groups are joined as discover
 * joins them, by their words, with ever less evidence asked for until there are few enough. Where there are only a few
 * groups, or nothing they share, each stays by itself.
 */
export function groupGroups(texts: readonly ReadText[], options: GroupGroupsOptions & Watch): Int32Array {
  return finish(groupingGroups(texts, options), options);
}

/** The same, slice by slice. */
export function* groupingGroups(texts: readonly ReadText[], { assignment, groups, most = Math.ceil(2 * Math.sqrt(groups)) }: GroupGroupsOptions): Slices<Int32Array> {
  const alone = Int32Array.from({ length: groups }, (_, group) => group);
  if (groups < FEWEST_GROUPS) return alone;
  // Content words only: what stands in a theme's every sentence is its form, and themes of one subject differ in form.
  const counts = countTerms(texts.map(({ words }) => words));
  for (let evidence = 1; evidence > WEAKEST; evidence *= WEAKER) {
    const joined = yield* joining(counts, { assignment, groups, evidence });
    if (joined.groups > most) continue;
    return joined.groups > 1 ? parentsOf(assignment, { groups, parents: joined.assignment }) : alone;
  }
  return alone;
}

/** The larger group of each group: that of any of its texts. A group without texts is a larger group of its own. */
function parentsOf(assignment: Int32Array, { groups, parents }: { groups: number; parents: Int32Array }): Int32Array {
  const parent = new Int32Array(groups).fill(-1);
  for (const [text, group] of assignment.entries()) if (group >= 0) parent[group] = parents[text] ?? -1;
  let next = Math.max(...parent) + 1;
  return numbered(parent.map((above) => (above < 0 ? next++ : above))).assignment;
}
