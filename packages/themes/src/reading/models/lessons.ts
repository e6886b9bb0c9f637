import type { Catalogue } from '../../catalogue/state.ts';
import { heirsOf } from '../known.ts';

/** What a comment teaches: where it belongs, and how often it counts. */
export interface Taught {
  theme: string | null;
  times: number;
}

/** An example of a person counts as much as five comments. */
const EXAMPLE_TIMES = 5;

/**
 * By the id of the feedback, what is taught on top of every model: all examples of people, also those from before it was built, and what
 * people's themes were first made of. No counts that are stored hold them, so that whatever is taken back, erased, or decided otherwise is
 * simply not taught, and a model that is gone back to knows what people said since.
 */
export function lessonsOf(catalogue: Catalogue): Map<string, Taught> {
  const heirs = heirsOf(catalogue);
  const lessons = new Map<string, Taught>();
  for (const { id, seeds } of catalogue.themes.values()) {
    const theme = heirs.get(id);
    if (theme != null) for (const seed of seeds) lessons.set(seed, { theme, times: 1 });
  }
  for (const [id, example] of catalogue.examples) {
    const theme = example.theme === null ? null : heirs.get(example.theme);
    if (theme === undefined || (theme === null && example.theme !== null)) lessons.delete(id);
    else lessons.set(id, { theme, times: EXAMPLE_TIMES });
  }
  return lessons;
}

/** What is to be taught and what is no longer, so that `wanted` is known where `taught` was. */
export function lessonsBetween(taught: ReadonlyMap<string, Taught>, wanted: ReadonlyMap<string, Taught>): { teach: Map<string, Taught>; drop: string[] } {
  const teach = new Map([...wanted].filter(([id, { theme, times }]) => taught.get(id)?.theme !== theme || taught.get(id)?.times !== times));
  return { teach, drop: [...taught.keys()].filter((id) => !wanted.has(id)) };
}
