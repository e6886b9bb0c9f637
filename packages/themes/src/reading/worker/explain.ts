import { findTerms } from '../../text/find-terms.ts';
import type { Question, TellingWord } from './messages.ts';
import { readComment, type Mind } from './mind.ts';

/** The words of a comment that speak most for a theme, the most telling first, with the places where they stand in it. */
export function explain({ comment, language, source, theme, most }: Question & { ask: 'explain' }, mind: Mind): TellingWord[] {
  const text = readComment({ comment, language, source }, mind.known, { brief: true });
  if (!text) return [];
  const told = mind.modelOf(text.language)?.explain(text, theme) ?? [];
  return told
    .filter(({ weight }) => weight > 0)
    .slice(0, most)
    .map(({ term, weight }) => ({ term, weight, ranges: findTerms(comment, new Set([term]), { language: text.language }) }))
    .filter(({ ranges }) => ranges.length > 0);
}
