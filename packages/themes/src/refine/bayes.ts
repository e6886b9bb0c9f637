import type { TermCounts } from './term-counts.ts';

/** Pseudo-count of every term in every group. Higher ones pull small groups into large ones, lower ones split hairs. */
const ALPHA = 0.1;

/** Counts of all groups: for each term the groups that have it, with how often and the logarithm that scoring needs. */
export interface GroupCounts {
  groups: number;
  starts: Int32Array;
  group: Int32Array;
  count: Float64Array;
  /** log(count + α) − log α: what the term adds beyond a group without it. */
  gain: Float64Array;
  /** Sum of all counts of each group. */
  totals: Float64Array;
  /** Sum of the weights of the texts of each group. */
  sizes: Float64Array;
}

/** Sums up the counts of each group; `weights` are those of the texts, -1 in `assignment` is no group. */
export function countGroups(counts: TermCounts, { assignment, groups, weights }: { assignment: Int32Array; groups: number; weights: Float64Array }): GroupCounts {
  const totals = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  const members = membersOf(assignment, groups);
  // Group by group into one dense row, of which only what was touched is read: no map, no sort.
  const row = new Float64Array(counts.terms);
  const touched = new Int32Array(counts.terms);
  const perTerm = new Int32Array(counts.terms + 1);
  const found: { ids: Int32Array; values: Float64Array }[] = [];
  for (let group = 0; group < groups; group++) {
    let size = 0;
    for (let at = members.starts[group] as number; at < (members.starts[group + 1] as number); at++) {
      const text = members.texts[at] as number;
      const weight = weights[text] as number;
      sizes[group] = (sizes[group] as number) + weight;
      totals[group] = (totals[group] as number) + weight * (counts.lengths[text] as number);
      for (let place = counts.starts[text] as number; place < (counts.starts[text + 1] as number); place++) {
        const term = counts.ids[place] as number;
        if (row[term] === 0) touched[size++] = term;
        row[term] = (row[term] as number) + weight * (counts.counts[place] as number);
      }
    }
    const ids = touched.slice(0, size);
    const values = new Float64Array(size);
    for (let at = 0; at < size; at++) {
      const term = ids[at] as number;
      values[at] = row[term] as number;
      row[term] = 0;
      perTerm[term + 1] = (perTerm[term + 1] as number) + 1;
    }
    found.push({ ids, values });
  }
  return { groups, totals, sizes, ...byTerm(found, perTerm) };
}

function byTerm(found: readonly { ids: Int32Array; values: Float64Array }[], perTerm: Int32Array): Pick<GroupCounts, 'starts' | 'group' | 'count' | 'gain'> {
  const starts = perTerm;
  for (let term = 1; term < starts.length; term++) starts[term] = (starts[term] as number) + (starts[term - 1] as number);
  const next = starts.slice();
  const cells = starts.at(-1) ?? 0;
  const group = new Int32Array(cells);
  const count = new Float64Array(cells);
  const gain = new Float64Array(cells);
  for (const [index, { ids, values }] of found.entries()) {
    for (let at = 0; at < ids.length; at++) {
      const term = ids[at] as number;
      const cell = next[term] as number;
      next[term] = cell + 1;
      group[cell] = index;
      count[cell] = values[at] as number;
      gain[cell] = Math.log((values[at] as number) / ALPHA + 1);
    }
  }
  return { starts, group, count, gain };
}

/** The texts of each group, group after group. */
export function membersOf(assignment: Int32Array, groups: number): { starts: Int32Array; texts: Int32Array } {
  const starts = new Int32Array(groups + 1);
  for (const group of assignment) {
    if (group >= 0) starts[group + 1] = (starts[group + 1] as number) + 1;
  }
  for (let group = 0; group < groups; group++) starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const next = starts.slice();
  const texts = new Int32Array((starts[groups] as number));
  for (let text = 0; text < assignment.length; text++) {
    const group = assignment[text] as number;
    if (group < 0) continue;
    const place = next[group] as number;
    texts[place] = text;
    next[group] = place + 1;
  }
  return { starts, texts };
}

/** Scores texts against groups; made once a round, because it holds what is the same for all texts. */
export function createScorer(counts: TermCounts, groups: GroupCounts): (text: number, own: { group: number; weight: number }) => Scored {
  const flat = ALPHA * counts.terms;
  const scores = new Float64Array(groups.groups);
  const base = groups.sizes.map((size) => Math.log(size));
  const logTotals = groups.totals.map((total) => Math.log(total + flat));
  const scored: Scored = { group: -1, margin: 0 };
  /**
   * The best group of one text and by how many nats it beats the second. The text's own counts are taken out of its own
   * group first: otherwise texts stay where they are.
   */
  return (text, own) => {
    const length = counts.lengths[text] as number;
    for (let group = 0; group < scores.length; group++) scores[group] = (base[group] as number) - length * (logTotals[group] as number);
    if (own.group >= 0) {
      const rest = (groups.sizes[own.group] as number) - own.weight;
      scores[own.group] = rest > 1e-9 ? Math.log(rest) - length * Math.log((groups.totals[own.group] as number) - own.weight * length + flat) : -Infinity;
    }
    for (let place = counts.starts[text] as number; place < (counts.starts[text + 1] as number); place++) {
      const term = counts.ids[place] as number;
      const times = counts.counts[place] as number;
      for (let cell = groups.starts[term] as number; cell < (groups.starts[term + 1] as number); cell++) {
        const group = groups.group[cell] as number;
        const gain = group === own.group ? Math.log(Math.max(0, (groups.count[cell] as number) - own.weight * times) / ALPHA + 1) : (groups.gain[cell] as number);
        scores[group] = (scores[group] as number) + times * gain;
      }
    }
    best(scores, scored);
    return scored;
  };
}

/** The best group of a text; -1 where no group has any text. */
export interface Scored {
  group: number;
  margin: number;
}

function best(scores: Float64Array, into: Scored): void {
  let first = -Infinity;
  let second = -Infinity;
  into.group = -1;
  for (let group = 0; group < scores.length; group++) {
    const score = scores[group] as number;
    if (score > first) {
      second = first;
      first = score;
      into.group = group;
    } else if (score > second) {
      second = score;
    }
  }
  // With one group there is nothing to be sure against.
  into.margin = second === -Infinity ? 0 : first - second;
}
