import type { ReadText } from '../text/read-text.ts';
import { finish, type Slices, type Watch } from '../progress.ts';
import { countGroups, createScorer } from './bayes.ts';
import { countTerms, type TermCounts } from './term-counts.ts';

export interface RefineOptions {
  /** The group of each text to begin with, -1 for none. The groups keep their numbers; one may lose all its texts. */
  assignment: Int32Array;
  /** Texts that a person has put somewhere, or taken out (-1): they stay, and teach the more. */
  fixed?: ReadonlyMap<number, number> | undefined;
  /** How many texts a fixed one counts for. */
  weight?: number | undefined;
  rounds?: number | undefined;
}

export interface Refined {
  assignment: Int32Array;
  /** By how many nats the group of each text beats the second; Infinity for a fixed one. Over-confident: calibrate before use. */
  margins: Float32Array;
}

/** What a person confirmed counts for as many texts. */
export const FIXED_WEIGHT = 5;
const ROUNDS = 12;
/** Once fewer move, the rest of the rounds would only pass the same few to and fro. */
const SETTLED = 0.002;
/** Texts between two looks at the signal: about twenty milliseconds. */
const SLICE = 1_000;

/**
 * Moves each text to the group whose other texts are most like it, again and again (classification EM with a multinomial
 * naive Bayes, each text left out of its own group). Near duplicates go together and count once, or they would hold each
 * other where they are.
 */
export function refine(texts: readonly ReadText[], options: RefineOptions & Watch): Refined {
  return finish(refining(texts, options), options);
}

/** The same, slice by slice. */
export function* refining(texts: readonly ReadText[], { assignment, fixed = new Map<number, number>(), weight = FIXED_WEIGHT, rounds = ROUNDS }: RefineOptions): Slices<Refined> {
  const { kept, of } = representatives(texts, fixed);
  const counts = countTerms(kept.map((text) => texts[text]?.terms ?? []));
  const groups = Math.max(-1, ...new Set(assignment), ...fixed.values()) + 1;
  const begin = Int32Array.from(kept, (text) => fixed.get(text) ?? assignment[text] ?? -1);
  const held = Uint8Array.from(kept, (text) => (fixed.has(text) ? 1 : 0));
  const weights = Float64Array.from(kept, (text) => (fixed.has(text) ? weight : 1));
  const refined = yield* rounding(counts, { assignment: begin, groups, held, weights, rounds });
  return {
    assignment: Int32Array.from(of, (place) => refined.assignment[place] ?? -1),
    margins: Float32Array.from(of, (place) => refined.margins[place] ?? 0),
  };
}

/** The first of each set of near duplicates, and for each text the place of its representative; a fixed text stands for itself. */
export function representatives(texts: readonly ReadText[], fixed: ReadonlyMap<number, number> = new Map()): { kept: number[]; of: Int32Array } {
  const kept: number[] = [];
  const places = new Map<bigint, number>();
  const of = new Int32Array(texts.length);
  for (const [index, { fold }] of texts.entries()) {
    let place = fixed.has(index) ? undefined : places.get(fold);
    if (place === undefined) {
      place = kept.length;
      kept.push(index);
      if (!fixed.has(index)) places.set(fold, place);
    }
    of[index] = place;
  }
  return { kept, of };
}

export interface RoundsOptions {
  assignment: Int32Array;
  groups: number;
  /** 1 for a text that stays where it is. */
  held: Uint8Array;
  weights: Float64Array;
  rounds: number;
}

/** The rounds over texts that are counted already. */
export function* rounding(counts: TermCounts, { assignment, groups, held, weights, rounds }: RoundsOptions): Slices<Refined> {
  let current = assignment;
  const margins = new Float32Array(counts.texts);
  for (let round = 0; round < rounds; round++) {
    const score = createScorer(counts, countGroups(counts, { assignment: current, groups, weights }));
    const next = current.slice();
    let moved = 0;
    for (let text = 0; text < counts.texts; text++) {
      if (text % SLICE === 0) yield { step: 'refining', done: round * counts.texts + text, of: rounds * counts.texts };
      if (held[text] === 1) {
        margins[text] = Infinity;
        continue;
      }
      const own = current[text] as number;
      // A text of which nothing stands in any other has no reason to be anywhere.
      const { group, margin } = counts.lengths[text] === 0 ? NOWHERE : score(text, { group: own, weight: weights[text] as number });
      next[text] = group;
      margins[text] = margin;
      if (group !== own) moved++;
    }
    current = next;
    if (moved < SETTLED * counts.texts) break;
  }
  yield { step: 'refining', done: rounds * counts.texts, of: rounds * counts.texts };
  return { assignment: current, margins };
}

const NOWHERE = { group: -1, margin: 0 };
