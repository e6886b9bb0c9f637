import type { ReadText } from '../text/read-text.ts';

/** A group of a larger share of all texts must say what holds it together. */
const LARGE = 0.15;
/** It does when one word stands in this share of its texts. */
const COVERED = 0.06;

/** The groups that hold much and are about nothing: large, and no content word runs through them. */
export function catchAlls(texts: readonly ReadText[], { assignment, groups }: { assignment: Int32Array; groups: number }): number[] {
  const sizes = new Array<number>(groups).fill(0);
  for (const group of assignment) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1;
  const wide: number[] = [];
  for (const [group, size] of sizes.entries()) {
    if (size <= LARGE * texts.length) continue;
    const carriers = new Map<string, number>();
    for (const [index, { words }] of texts.entries()) {
      if (assignment[index] !== group) continue;
      for (const word of new Set(words)) carriers.set(word, (carriers.get(word) ?? 0) + 1);
    }
    if (Math.max(0, ...carriers.values()) < COVERED * size) wide.push(group);
  }
  return wide;
}
