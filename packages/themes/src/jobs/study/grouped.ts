import { discover } from '../../discover/discover.ts';
import { refine } from '../../refine/refine.ts';
import type { Granularity, StudyProgress } from './messages.ts';
import type { SampledText } from './texts.ts';

/** A theme of fewer comments would be a coincidence. */
const FEWEST = 4;

/** The group of each text, numbered without gaps from the largest, or -1. */
export function groupTexts(texts: readonly SampledText[], { seed, granularity, tell }: { seed: number; granularity: Granularity; tell: (progress: StudyProgress) => void }): { assignment: Int32Array; groups: number } {
  const read = texts.map(({ text }) => text);
  const begin = discover(read, { seed, granularity, onProgress: tell });
  const { assignment } = refine(read, { assignment: begin.assignment, onProgress: tell });
  return renumbered(assignment);
}

function renumbered(assignment: Int32Array): { assignment: Int32Array; groups: number } {
  const sizes = new Map<number, number>();
  for (const group of assignment) if (group >= 0) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const kept = [...sizes].filter(([, size]) => size >= FEWEST).sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  const numbers = new Map(kept.map(([group], number) => [group, number]));
  return { assignment: assignment.map((group) => numbers.get(group) ?? -1), groups: kept.length };
}
