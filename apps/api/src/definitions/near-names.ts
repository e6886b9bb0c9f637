import { distance } from 'fastest-levenshtein';

const MAX_NAMES = 3;

/** Those of the known names that somebody who wrote `given` may have meant, the nearest first; at most three. */
export function nearNames(given: string, known: Iterable<string>): string[] {
  const wanted = given.toLowerCase();
  // What is too long for a name is near none, and its distance would cost the square of its length.
  if (wanted.length > 200) return [];
  // Two letters that changed places count as two.
  const atMost = Math.max(wanted.length < 4 ? 1 : 2, Math.floor(wanted.length * 0.4));
  return [...known]
    .map((name) => ({ name, away: distance(wanted, name.toLowerCase()) }))
    .filter(({ away }) => away <= atMost)
    .sort((left, right) => left.away - right.away || (left.name < right.name ? -1 : 1))
    .slice(0, MAX_NAMES)
    .map(({ name }) => name);
}

/** The end of a sentence that says what may have been meant; empty where nothing is near. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const near = nearNames(given, known);
  return near.length === 0 ? '' : `; did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
}
