import { distance } from 'fastest-levenshtein';

/** So many names are worth reading in a message. */
const MOST = 3;

/** No name is longer, and whatever is would take long to compare. */
const LONGEST = 200;

/** Letters and digits alone, so that `App version`, `appVersion` and `app_version` are one spelling. */
const spelling = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '') || name;

/**
 * The names that somebody who wrote `name` may have meant, nearest first and at most three: by Levenshtein distance up to
 * 40 % of the letters, in any case and however words are joined; then those that hold the whole of it, as `app_version` holds `version`.
 */
export function nearNames(name: string, known: Iterable<string>): string[] {
  const wanted = spelling(name.slice(0, LONGEST));
  const most = Math.max(1, Math.round(wanted.length * 0.4));
  const near: { candidate: string; far: number }[] = [];
  for (const candidate of known) {
    const spelt = spelling(candidate);
    const far = distance(wanted, spelt);
    if (far <= most) near.push({ candidate, far });
    else if (wanted.length > 2 && spelt.includes(wanted)) near.push({ candidate, far: most + far });
  }
  near.sort((left, right) => left.far - right.far || (left.candidate < right.candidate ? -1 : 1));
  // One that is only written otherwise is meant, and beside a typing error nothing that is far from it.
  const nearest = near[0]?.far ?? 0;
  const meant = near.filter(({ far }) => far === nearest || (nearest > 0 && (far <= nearest + 2 || far > most)));
  return meant.slice(0, MOST).map(({ candidate }) => candidate);
}

/** "did you mean a, b or c?", or `otherwise` where nothing is near. */
export function didYouMean(near: readonly string[], otherwise: string): string {
  if (near.length === 0) return otherwise;
  const last = near.at(-1) as string;
  return `did you mean ${near.length === 1 ? last : `${near.slice(0, -1).join(', ')} or ${last}`}?`;
}
