import { readText, type ReadText } from '../../text/read-text.ts';
import type { Router } from './decide.ts';
import type { Known } from './messages.ts';

/** Everything that a thread knows. */
export interface Mind {
  known: Known;
  /** Of each language. */
  models: ReadonlyMap<string, Router>;
  /** The themes that people defined by words which the text holds, in the order of the words' place. */
  defined: (text: ReadText) => readonly string[];
  /** How good or bad the words are, -1 to 1; null where that cannot be told. */
  judge: (text: ReadText) => number | null;
}

export const EMPTY_KNOWN: Known = { languages: [], fallbacks: {}, model: 0, heirs: new Map(), examples: new Map(), words: [], excludedWords: {} };

/** Reads a comment the way the organisation's are read. */
export function readComment({ comment, language, source }: { comment: string; language: string; source: string }, { languages, fallbacks }: Pick<Known, 'languages' | 'fallbacks'>): ReadText | null {
  const fallback = fallbacks[source];
  return readText(comment, { language: language || null, languages, ...(fallback ? { fallback } : {}) });
}
