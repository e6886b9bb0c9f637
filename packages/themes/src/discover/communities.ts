import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import type { Neighbours } from './neighbours.ts';
import { seeded } from './random.ts';

export interface CommunitiesOptions {
  seed: number;
  /** Higher gives more and smaller communities. */
  resolution: number;
}

/**
 * Groups of rows that are each other's neighbours, by Louvain on a graph of nearest neighbours. An edge weighs what the two
 * neighbourhoods have in common (Jaccard): two texts that share a word by chance share no neighbours.
 */
export function communitiesOf({ rows, count, ids }: Neighbours, { seed, resolution }: CommunitiesOptions): { assignment: Int32Array; groups: number } {
  const graph = new UndirectedGraph<{ community: number }, { weight: number }>();
  for (let row = 0; row < rows; row++) graph.addNode(row);
  const near = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    near[row] = row;
    const own = ids.subarray(row * count, (row + 1) * count);
    for (const id of own) if (id >= 0) near[id] = row;
    for (const id of own) {
      if (id < 0 || graph.hasEdge(row, id)) continue;
      // Each is in its own neighbourhood, so that neighbours have at least one in common.
      let shared = 1;
      for (const other of ids.subarray(id * count, (id + 1) * count)) if (other >= 0 && near[other] === row) shared++;
      graph.addUndirectedEdge(row, id, { weight: shared / (2 * (count + 1) - shared) });
    }
  }
  const found = louvain(graph, { rng: seeded(seed), resolution, getEdgeWeight: 'weight' });
  return numbered(Int32Array.from({ length: rows }, (_, row) => found[row] ?? -1));
}

/** Groups numbered from 0 by their first text, without gaps; -1 stays. */
export function numbered(assignment: Int32Array): { assignment: Int32Array; groups: number } {
  const numbers = new Map<number, number>();
  const renamed = assignment.map((group) => {
    if (group < 0) return -1;
    let number = numbers.get(group);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(group, number);
    }
    return number;
  });
  return { assignment: renamed, groups: numbers.size };
}
