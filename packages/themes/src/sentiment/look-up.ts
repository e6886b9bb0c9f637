import type { Lexicon } from './lexicon.ts';
import { simplified } from './simplified.ts';

/** Letters that may follow a stem. */
const LONGEST_ENDING = 6;
/** A turned word says less than its opposite: "not bad" is not "good". */
const TURNED = -0.6;

/** How the listed words of a text add up, as they are and without their signs, and how many there were. */
export interface Found {
  sum: number;
  most: number;
  hits: number;
}

/** Looks the words of a text up, phrases before words; a word of negation close by turns what it belongs to. */
export function lookUp(tokens: readonly string[], lexicon: Lexicon): Found {
  return lexicon.matching === 'characters' ? lookUpCharacters(tokens, lexicon) : lookUpWords(tokens, lexicon);
}

function lookUpWords(tokens: readonly string[], lexicon: Lexicon): Found {
  const found = { sum: 0, most: 0, hits: 0 };
  let at = 0;
  while (at < tokens.length) {
    const match = phraseAt(tokens, at, lexicon) ?? stemAt(tokens, at, lexicon);
    if (!match) {
      at += 1;
      continue;
    }
    found.sum += isTurned(tokens, { from: at, to: at + match.length, lexicon }) ? match.valence * TURNED : match.valence;
    found.most += Math.abs(match.valence);
    found.hits += 1;
    at += match.length;
  }
  return found;
}

interface Match {
  valence: number;
  length: number;
}

function phraseAt(tokens: readonly string[], at: number, { valences, begins, longest }: Lexicon): Match | null {
  const first = tokens[at] ?? '';
  let phrase = first;
  let best: Match | null = null;
  const valence = valences.get(first);
  if (valence !== undefined) best = { valence, length: 1 };
  if (!begins.has(first)) return best;
  for (let length = 2; length <= longest && at + length <= tokens.length; length++) {
    phrase += ` ${tokens[at + length - 1] ?? ''}`;
    const longer = valences.get(phrase);
    if (longer !== undefined) best = { valence: longer, length };
  }
  return best;
}

function stemAt(tokens: readonly string[], at: number, { valences, matching }: Lexicon): Match | null {
  if (matching !== 'stems') return null;
  const token = tokens[at] ?? '';
  const shortest = token.charCodeAt(0) >= 0x1100 ? 2 : 4;
  for (let length = token.length - 1; length >= Math.max(shortest, token.length - LONGEST_ENDING); length--) {
    const valence = valences.get(token.slice(0, length));
    if (valence !== undefined) return { valence, length: 1 };
  }
  return null;
}

function isTurned(tokens: readonly string[], { from, to, lexicon }: { from: number; to: number; lexicon: Lexicon }): boolean {
  const { before, after, reach } = lexicon;
  // "nie polecam" is listed as it is: another "nigdy" before it makes it stronger in Polish, not weaker.
  for (let at = from; at < to; at++) if (before.has(tokens[at] ?? '') || after.includes(tokens[at] ?? '')) return false;
  for (let back = 1; back <= reach && from - back >= 0; back++) {
    if (before.has(tokens[from - back] ?? '')) return true;
    if (back < reach && before.has(`${tokens[from - back - 1] ?? ''} ${tokens[from - back] ?? ''}`)) return true;
  }
  const next = tokens[to];
  return next !== undefined && after.some((word) => next.startsWith(word));
}

function lookUpCharacters(tokens: readonly string[], { valences, before, longest, reach }: Lexicon): Found {
  const text = simplified(tokens.join(''));
  const found = { sum: 0, most: 0, hits: 0 };
  let at = 0;
  while (at < text.length) {
    let length = Math.min(longest, text.length - at);
    while (length > 0 && !valences.has(text.slice(at, at + length))) length -= 1;
    const valence = valences.get(text.slice(at, at + length));
    if (valence === undefined) {
      at += 1;
      continue;
    }
    const turned = !before.has(text.charAt(at)) && isTurnedAt(text, at, { before, reach });
    found.sum += turned ? valence * TURNED : valence;
    found.most += Math.abs(valence);
    found.hits += 1;
    at += length;
  }
  return found;
}

/** Whether a word of negation ends where the listed word begins, or one character before it: 不好, 不太好. */
function isTurnedAt(text: string, at: number, { before, reach }: { before: ReadonlySet<string>; reach: number }): boolean {
  for (let end = at; end > 0 && end >= at - 1; end--) {
    for (let size = 1; size <= reach + 1 && end - size >= 0; size++) if (before.has(text.slice(end - size, end))) return true;
  }
  return false;
}
