/** How well a grouping agrees with labels that it has not seen. */
export interface Agreement {
  /** Normalised mutual information, by the mean of both entropies: 1 is the same grouping, 0 chance for large groups. */
  nmi: number;
  /** Adjusted Rand index of pairs: 0 is chance. */
  ari: number;
  /** Share of texts whose group is the one matched with their label, each group with at most one label, chosen the best. */
  accuracy: number;
}

/** Compares two groupings of the same texts; any numbers name the groups, -1 is a group as others. */
export function agreementOf(found: ArrayLike<number>, labels: ArrayLike<number>): Agreement {
  const groups = countsOf(found);
  const classes = countsOf(labels);
  const table = groups.sizes.map(() => classes.sizes.map(() => 0));
  for (let text = 0; text < found.length; text++) {
    const row = table[groups.number.get(found[text] ?? 0) ?? 0] ?? [];
    const column = classes.number.get(labels[text] ?? 0) ?? 0;
    row[column] = (row[column] ?? 0) + 1;
  }
  const all = found.length;
  let information = 0;
  let pairs = 0;
  for (const [row, cells] of table.entries()) {
    for (const [column, both] of cells.entries()) {
      pairs += pairsOf(both);
      if (both > 0) information += (both / all) * Math.log((both * all) / ((groups.sizes[row] ?? 0) * (classes.sizes[column] ?? 0)));
    }
  }
  const entropy = (entropyOf(groups.sizes, all) + entropyOf(classes.sizes, all)) / 2;
  const [ours, theirs] = [groups.sizes, classes.sizes].map((sizes) => sizes.reduce((sum, size) => sum + pairsOf(size), 0)) as [number, number];
  const chance = (ours * theirs) / pairsOf(all);
  return { nmi: entropy === 0 ? 1 : information / entropy, ari: (pairs - chance) / ((ours + theirs) / 2 - chance), accuracy: bestMatching(table) / all };
}

function countsOf(groups: ArrayLike<number>): { number: Map<number, number>; sizes: number[] } {
  const number = new Map<number, number>();
  const sizes: number[] = [];
  for (const group of Array.from(groups)) {
    const known = number.get(group) ?? number.size;
    number.set(group, known);
    sizes[known] = (sizes[known] ?? 0) + 1;
  }
  return { number, sizes };
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2;
}

function entropyOf(sizes: readonly number[], all: number): number {
  return sizes.reduce((sum, size) => sum - (size / all) * Math.log(size / all), 0);
}

/** The largest sum of cells, one at most of each row and column: the Hungarian method with potentials (Jonker and Volgenant). */
function bestMatching(table: readonly (readonly number[])[]): number {
  const size = Math.max(table.length, table[0]?.length ?? 0);
  const cost = (row: number, column: number): number => -(table[row - 1]?.[column - 1] ?? 0);
  const rows = new Float64Array(size + 1);
  const columns = new Float64Array(size + 1);
  const matched = new Int32Array(size + 1);
  const way = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    matched[0] = row;
    let column = 0;
    const least = new Float64Array(size + 1).fill(Infinity);
    const used = new Uint8Array(size + 1);
    do {
      used[column] = 1;
      const at = matched[column] ?? 0;
      let delta = Infinity;
      let next = 0;
      for (let other = 1; other <= size; other++) {
        if (used[other]) continue;
        const reduced = cost(at, other) - (rows[at] ?? 0) - (columns[other] ?? 0);
        if (reduced < (least[other] ?? 0)) {
          least[other] = reduced;
          way[other] = column;
        }
        if ((least[other] ?? 0) < delta) {
          delta = least[other] ?? 0;
          next = other;
        }
      }
      for (let other = 0; other <= size; other++) {
        if (used[other]) {
          const holder = matched[other] ?? 0;
          rows[holder] = (rows[holder] ?? 0) + delta;
          columns[other] = (columns[other] ?? 0) - delta;
        } else {
          least[other] = (least[other] ?? 0) - delta;
        }
      }
      column = next;
    } while (matched[column] !== 0);
    while (column !== 0) {
      const before = way[column] ?? 0;
      matched[column] = matched[before] ?? 0;
      column = before;
    }
  }
  let sum = 0;
  for (let column = 1; column <= size; column++) sum -= cost(matched[column] ?? 0, column);
  return sum;
}

/** The share of groups that are still there: whose best match in the later grouping has at least half of the texts of both together. */
export function keptGroups(before: Int32Array, after: Int32Array): number {
  const old = membersOf(before);
  const young = membersOf(after);
  let kept = 0;
  for (const members of old.values()) {
    const shared = new Map<number, number>();
    for (const text of members) {
      const group = after[text] ?? -1;
      if (group >= 0) shared.set(group, (shared.get(group) ?? 0) + 1);
    }
    if ([...shared].some(([group, both]) => both / (members.length + (young.get(group)?.length ?? 0) - both) >= 0.5)) kept++;
  }
  return old.size === 0 ? 1 : kept / old.size;
}

function membersOf(assignment: Int32Array): Map<number, number[]> {
  return Map.groupBy(
    [...assignment.keys()].filter((text) => (assignment[text] ?? -1) >= 0),
    (text) => assignment[text] ?? -1,
  );
}
