import { communitiesOf } from '../discover/communities.ts';
import { findingNeighbours } from '../discover/neighbours.ts';
import type { DenseMatrix } from '../discover/reduce.ts';
import type { Slices } from '../progress.ts';
import { representatives, rounding } from '../refine/refine.ts';
import { countTerms } from '../refine/term-counts.ts';
import type { ReadText } from '../text/read-text.ts';

/** A group of recent texts, and how many older ones are of it. */
export interface FreshGroup {
  members: Set<number>;
  older: number;
}

/** How the recent texts are grouped: neighbours, and a resolution far above that of themes, for what is new is small. Three ways find what one misses. */
const WAYS = [
  { count: 8, resolution: 8 },
  { count: 8, resolution: 16 },
  { count: 5, resolution: 8 },
];
const ROUNDS = 3;
/** By so many nats the group of a text must beat the second. */
const CLEAR = 6;

/**
 * Groups the recent texts by themselves, where what is new is large, and then asks of every text, recent or older, to which of these
 * groups it belongs. A recent one is left out of its own group when it is asked, so that both are asked alike, and in what was always said
 * there are as many recent ones as anywhere. `places` are those of the recent texts, `rows` all texts in reduced dimensions.
 */
export function* freshGroups(texts: readonly ReadText[], { places, rows, seed }: { places: readonly number[]; rows: DenseMatrix; seed: number }): Slices<FreshGroup[]> {
  const recent = { rows: places.length, columns: rows.columns, values: new Float32Array(places.length * rows.columns) };
  for (const [at, place] of places.entries()) recent.values.set(rows.values.subarray(place * rows.columns, (place + 1) * rows.columns), at * rows.columns);
  const asked = countsOnce(texts);
  const own = countsOnce(places.flatMap((place) => texts[place] ?? []));
  const isRecent = new Set(places);
  const found: FreshGroup[] = [];
  for (const { count, resolution } of WAYS) {
    const { assignment, groups } = communitiesOf(yield* findingNeighbours(recent, { count }), { seed, resolution });
    const sharpened = yield* own.refined(assignment, { groups, rounds: ROUNDS });
    const begin = new Int32Array(texts.length).fill(-1);
    for (const [at, place] of places.entries()) begin[place] = sharpened.assignment[at] ?? -1;
    const { assignment: all, margins } = yield* asked.refined(begin, { groups, rounds: 1 });
    const fresh = Array.from({ length: groups }, (): FreshGroup => ({ members: new Set(), older: 0 }));
    for (const [text, group] of all.entries()) {
      const of = (margins[text] ?? 0) < CLEAR ? undefined : fresh[group];
      if (of && isRecent.has(text)) of.members.add(text);
      else if (of) of.older += 1;
    }
    found.push(...fresh);
  }
  return found;
}

/** Texts counted once for several refinements; near duplicates are one text in them. */
function countsOnce(texts: readonly ReadText[]): { refined: (assignment: Int32Array, options: { groups: number; rounds: number }) => Slices<{ assignment: Int32Array; margins: Float32Array }> } {
  const { kept, of } = representatives(texts);
  const counts = countTerms(kept.map((text) => texts[text]?.terms ?? []));
  const free = { held: new Uint8Array(kept.length), weights: new Float64Array(kept.length).fill(1) };
  return {
    *refined(assignment, { groups, rounds }) {
      // A copy that has a group speaks for the ones without.
      const begin = new Int32Array(kept.length).fill(-1);
      for (const [text, place] of of.entries()) if ((begin[place] ?? -1) < 0) begin[place] = assignment[text] ?? -1;
      const refined = yield* rounding(counts, { ...free, assignment: begin, groups, rounds });
      return { assignment: Int32Array.from(of, (place) => refined.assignment[place] ?? -1), margins: Float32Array.from(of, (place) => refined.margins[place] ?? 0) };
    },
  };
}
