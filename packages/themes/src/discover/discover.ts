import { finish, type Slices, type Watch } from '../progress.ts';
import { representatives, rounding } from '../refine/refine.ts';
import { countTerms } from '../refine/term-counts.ts';
import type { ReadText } from '../text/read-text.ts';
import { catchAlls } from './catch-alls.ts';
import { communitiesOf, numbered } from './communities.ts';
import { joining } from './join.ts';
import { findingNeighbours } from './neighbours.ts';
import { reducing } from './reduce.ts';
import { vectorsOf } from './vectors.ts';

export type Granularity = 'coarse' | 'medium' | 'fine';

export interface DiscoverOptions {
  /** The same texts and seed give the same groups. */
  seed: number;
  granularity: Granularity;
}

export interface Discovery {
  /** The group of each text, from 0; -1 for none. */
  assignment: Int32Array;
  groups: number;
}

/** From how many texts on there can be a group, and how many different ones it has. */
const FEWEST_TEXTS = 10;
const FEWEST_IN_GROUP = 3;
const DIMENSIONS = 100;
/** At most; of fewer than 900 texts half the root of their number, or the neighbours of a small theme would reach into others. */
const NEIGHBOURS = 15;
/**
 * Modularity sees no group smaller than the root of the number of edges (Fortunato and Barthélemy 2007,
 * doi:10.1073/pnas.0605965104): beyond so many texts the resolution grows by that root.
 */
const FEW = 1_000;
/** Rounds before groups are joined, which only have to sharpen them, and after, until they settle. */
const ROUNDS_BEFORE = 4;
const ROUNDS_AFTER = 12;

/** Where the grouping begins, and how much evidence keeps two groups apart. */
const GRAIN: Readonly<Record<Granularity, { resolution: number; evidence: number }>> = {
  coarse: { resolution: 0.25, evidence: 0.5 },
  medium: { resolution: 1, evidence: 1 },
  fine: { resolution: 4, evidence: 2 },
};

/**
 * Groups texts of one language by what they are about, without being told how many groups there are. Near duplicates are
 * looked at once and go together. Takes about as long as there are texts, from a handful to 20,000; the caller takes a
 * sample of more, and routes the rest.
 */
export function discover(texts: readonly ReadText[], options: DiscoverOptions & Watch): Discovery {
  return finish(discovering(texts, options), options);
}

/** The same, slice by slice. */
export function* discovering(texts: readonly ReadText[], options: DiscoverOptions): Slices<Discovery> {
  yield { step: 'reading', done: 0, of: texts.length };
  const { kept, of } = representatives(texts);
  const unique = kept.flatMap((index) => texts[index] ?? []);
  const found = yield* grouping(unique, { ...options, inside: 0 });
  const { assignment, groups } = numbered(Int32Array.from(of, (place) => found[place] ?? -1));
  // One group of everything says nothing of anything.
  return groups < 2 ? { assignment: assignment.fill(-1), groups: 0 } : { assignment, groups };
}

/** Groups different texts; `inside` counts the catch-alls that they are the content of. */
function* grouping(texts: readonly ReadText[], options: DiscoverOptions & { inside: number }): Slices<Int32Array> {
  if (texts.length < FEWEST_TEXTS) return new Int32Array(texts.length).fill(-1);
  const { seed, granularity, inside } = options;
  const { resolution, evidence } = GRAIN[granularity];
  const matrix = vectorsOf(texts);
  // More directions than a quarter of the texts would tell each from each.
  const rows = yield* reducing(matrix, { dimensions: Math.min(DIMENSIONS, Math.ceil(texts.length / 4)), seed });
  const neighbours = yield* findingNeighbours(rows, { count: Math.min(NEIGHBOURS, Math.round(Math.sqrt(texts.length) / 2)) });
  let { assignment, groups } = communitiesOf(neighbours, { seed, resolution: resolution * Math.max(1, Math.sqrt(texts.length / FEW)) });

  const counts = countTerms(texts.map(({ terms }) => terms));
  const free = { held: new Uint8Array(texts.length), weights: new Float64Array(texts.length).fill(1) };
  ({ assignment } = yield* rounding(counts, { ...free, assignment, groups, rounds: ROUNDS_BEFORE }));
  ({ assignment, groups } = yield* joining(countTerms(texts.map(({ tokens }) => tokens)), { assignment, groups, evidence }));
  ({ assignment, groups } = numbered(withoutSmall(assignment, groups)));
  ({ assignment } = yield* rounding(counts, { ...free, assignment, groups, rounds: ROUNDS_AFTER }));
  if (inside === 0) {
    const dissolved = yield* dissolving(texts, { ...options, assignment, groups });
    if (dissolved) ({ assignment } = yield* rounding(counts, { ...free, ...dissolved, rounds: ROUNDS_BEFORE }));
  }
  return withoutSmall(assignment, groups + texts.length);
}

/** A group of very few different texts is chance; its texts find another one in the next round, or none. */
function withoutSmall(assignment: Int32Array, groups: number): Int32Array {
  const sizes = new Int32Array(groups);
  for (const group of assignment) if (group >= 0) sizes[group] = (sizes[group] as number) + 1;
  return assignment.map((group) => (group >= 0 && (sizes[group] as number) >= FEWEST_IN_GROUP ? group : -1));
}

/** Puts what is found inside each catch-all in its place; null where there is none. */
function* dissolving(texts: readonly ReadText[], options: DiscoverOptions & Discovery): Slices<Discovery | null> {
  const wide = catchAlls(texts, options);
  if (wide.length === 0) return null;
  const assignment = options.assignment.slice();
  let { groups } = options;
  for (const group of wide) {
    const members = [...assignment.keys()].filter((text) => assignment[text] === group);
    const inner = numbered(yield* grouping(members.flatMap((text) => texts[text] ?? []), { ...options, inside: 1 }));
    if (inner.groups < 2) continue;
    for (const [at, text] of members.entries()) assignment[text] = (inner.assignment[at] as number) < 0 ? -1 : groups + (inner.assignment[at] as number);
    groups += inner.groups;
  }
  return { assignment, groups };
}
