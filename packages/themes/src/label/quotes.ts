import type { ReadText } from '../text/read-text.ts';
import type { TellingPhrase } from './theme-phrases.ts';

/** A comment that shows a theme. */
export interface Quote {
  /** Index of the text. */
  readonly index: number;
  readonly why: 'typical' | 'different' | 'recent';
  /** Texts of the theme that are nearly the same, itself included. */
  readonly alike: number;
}

/** A quote is best read at about so many words; longer and shorter ones are taken less. */
const READABLE_WORDS = 12;
/** Phrases that tell how typical a text is. */
const TELLING = 30;

/**
 * Up to three quotes of a theme: the most typical, one that is typical too but says it in other words, and the latest.
 * Near duplicates are one quote. `indices` are the theme's texts, `at` when each was said (their order, where unknown).
 */
export function quotesOf(indices: readonly number[], { texts, phrases, at }: { texts: readonly ReadText[]; phrases: readonly TellingPhrase[]; at?: readonly number[] | undefined }): Quote[] {
  const alike = new Map<bigint, number[]>();
  for (const index of indices) {
    const fold = texts[index]?.fold ?? 0n;
    const same = alike.get(fold) ?? [];
    same.push(index);
    alike.set(fold, same);
  }
  const weights = new Map<string, number>();
  for (const { words, score } of phrases.slice(0, TELLING)) for (const word of words) weights.set(word, Math.max(weights.get(word) ?? 0, score));

  const when = (index: number): number => at?.[index] ?? index;
  const later = (one: number, other: number): number => when(other) - when(one) || other - one;
  const candidates = [...alike.values()].map((same) => {
    const [latest = 0] = same.toSorted(later);
    const words = new Set(texts[latest]?.words);
    const length = texts[latest]?.tokens.length ?? 0;
    const told = [...words].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
    const readable = Math.min(length / READABLE_WORDS, READABLE_WORDS / Math.max(1, length), 1) ** 0.5;
    return { index: latest, words, alike: same.length, typical: (told / Math.sqrt(words.size + 2)) * readable };
  });

  const quotes: Quote[] = [];
  const take = (candidate: (typeof candidates)[number] | undefined, why: Quote['why']): void => {
    if (candidate) quotes.push({ index: candidate.index, why, alike: candidate.alike });
  };
  const best = (score: (candidate: (typeof candidates)[number]) => number): (typeof candidates)[number] | undefined =>
    candidates.filter(({ index }) => !quotes.some((quote) => quote.index === index)).toSorted((one, other) => score(other) - score(one) || one.index - other.index)[0];

  const typical = best((candidate) => candidate.typical);
  take(typical, 'typical');
  take(best((candidate) => candidate.typical * (1 - overlap(candidate.words, typical?.words ?? new Set()))), 'different');
  take(best((candidate) => when(candidate.index)), 'recent');
  return quotes;
}

/** Share of the words of two texts that both have (Jaccard). */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  return both === 0 ? 0 : both / (one.size + other.size - both);
}
