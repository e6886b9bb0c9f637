import type { ReadTextOptions } from './language.ts';
import { readText } from './read-text.ts';

/** A word, and in how many comments it stands. */
export interface RecurringWord {
  word: string;
  comments: number;
}

/**
 * The content words that at least two comments share, the most frequent first, at most `first`: what can be said of comments that are too few
 * for themes. Words that differ in case alone are one; near duplicates count once.
 */
export function recurringWords(comments: readonly { comment: string; language: string }[], { languages, first }: Pick<ReadTextOptions, 'languages'> & { first: number }): RecurringWord[] {
  const counts = new Map<string, number>();
  const folds = new Set<bigint>();
  for (const { comment, language } of comments) {
    const text = readText(comment, { language: language === '' ? null : language, languages });
    if (!text || folds.has(text.fold)) continue;
    folds.add(text.fold);
    for (const word of new Set(text.words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, n]) => n > 1)
    .map(([word, n]) => ({ word, comments: n }))
    .sort((left, right) => right.comments - left.comments || (left.word < right.word ? -1 : 1))
    .slice(0, first);
}
