import type { Neighbours } from '../discover/neighbours.ts';
import { upperTail } from './binomial.ts';

export interface DenseOptions {
  isRecent: readonly boolean[];
  /** The share of recent texts among all. */
  share: number;
  /** The probability from which a text is crowded by recent ones. */
  crowded: number;
  /** Neighbours in a group that make a text one of its own. */
  belongs: number;
}

/** Texts with fewer neighbours than these say nothing about their surroundings. */
const FEWEST_NEIGHBOURS = 8;
/** Crowded texts that a group begins with. */
const FEWEST_CROWDED = 4;
/** Neighbours in common that make two crowded texts one group's. */
const IN_COMMON = 4;
/** Rounds in which those join that belong. */
const ROUNDS = 2;

/** Groups of recent texts whose neighbours are recent more often than chance allows. */
export function denseGroups(near: Neighbours, { isRecent, share, crowded, belongs }: DenseOptions): Set<number>[] {
  const chances = chancesOf({ most: near.count, share });
  const dense = new Set<number>();
  for (let row = 0; row < near.rows; row++) {
    if (!isRecent[row]) continue;
    let count = 0;
    let recent = 0;
    for (const other of of(near, row)) {
      if (other < 0) break;
      count += 1;
      recent += isRecent[other] ? 1 : 0;
    }
    if (count >= FEWEST_NEIGHBOURS && (chances[count]?.[recent] ?? 1) <= crowded) dense.add(row);
  }
  const groups = mutualGroups(near, dense).filter(({ size }) => size >= FEWEST_CROWDED);
  for (const group of groups) {
    for (let round = 0; round < ROUNDS; round++) {
      for (let row = 0; row < near.rows; row++) if (isRecent[row] && !group.has(row) && joined(near, row, group) >= belongs) group.add(row);
    }
  }
  return groups;
}

/** The first so many neighbours of each text. */
export function nearest({ rows, count, ids }: Neighbours, most: number): Neighbours {
  if (most >= count) return { rows, count, ids };
  const first = new Int32Array(rows * most);
  for (let row = 0; row < rows; row++) first.set(ids.subarray(row * count, row * count + most), row * most);
  return { rows, count: most, ids: first };
}

/** How many neighbours of a text are in a group. */
export function joined(near: Neighbours, row: number, group: ReadonlySet<number>): number {
  let count = 0;
  for (const other of of(near, row)) if (group.has(other)) count += 1;
  return count;
}

function of({ ids, count }: Neighbours, row: number): Int32Array {
  return ids.subarray(row * count, (row + 1) * count);
}

/** Of each number of neighbours, and of recent ones among them, how likely it is that there are as many. */
function chancesOf({ most, share }: { most: number; share: number }): number[][] {
  return Array.from({ length: most + 1 }, (_, n) => Array.from({ length: n + 1 }, (__, hits) => upperTail({ hits, n, share })));
}

/** Each is a neighbour of the other, and they have neighbours in common: a word that two subjects share does not join them. */
function areClose(near: Neighbours, one: number, other: number): boolean {
  const own = of(near, one);
  const others = of(near, other);
  if (!own.includes(other) || !others.includes(one)) return false;
  let common = 0;
  for (const id of own) if (id >= 0 && others.includes(id)) common += 1;
  return common >= IN_COMMON;
}

/** Dense texts that are close to each other, and those that are close to them. */
function mutualGroups(near: Neighbours, dense: ReadonlySet<number>): Set<number>[] {
  const seen = new Set<number>();
  const groups: Set<number>[] = [];
  for (const first of dense) {
    if (seen.has(first)) continue;
    const group = new Set([first]);
    seen.add(first);
    // A set hands out what is added while it is read.
    for (const row of group) {
      for (const other of of(near, row)) {
        if (!dense.has(other) || seen.has(other) || !areClose(near, row, other)) continue;
        seen.add(other);
        group.add(other);
      }
    }
    groups.push(group);
  }
  return groups;
}
