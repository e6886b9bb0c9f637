import { nearNames } from '@heed/filter';

/** What is longer than this is no name that was meant, and its distance would cost the square of its length. */
const LONGEST = 200;

/** Names that were meant, perhaps. */
export function namesNear(given: string, known: Iterable<string>): string[] {
  return given.length > LONGEST ? [] : nearNames(given, known);
}

/** The end of a sentence that says what may have been meant; empty where nothing is near. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const near = namesNear(given, known);
  return near.length === 0 ? '' : `; did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
}
