import type { ThemeModel } from '../../model/theme-model.ts';
import type { RoutedComment, ThemeRouter } from '../../model/theme-router.ts';
import type { SentimentModel } from '../../sentiment/sentiment-model.ts';
import type { ReadTextOptions } from '../../text/language.ts';
import { readText, type ReadText } from '../../text/read-text.ts';
import type { Known } from './messages.ts';

/** What a comment is by its words alone: the same for all that are equal. */
export interface ByWords {
  routed: RoutedComment | null;
  sentiment: number | null;
  /** In which it was read; empty when nothing could be. */
  language: string;
  fold: string;
}

/** Everything that a thread knows. */
export interface Mind {
  known: Known;
  /** What was made of comments by all that is known now, by their words. */
  seen: Map<string, ByWords>;
  routerOf: (language: string) => ThemeRouter;
  /** Undefined where nothing was counted in a language. */
  modelOf: (language: string) => ThemeModel | undefined;
  sentimentOf: (language: string) => SentimentModel;
}

export const EMPTY_KNOWN: Known = { languages: [], fallbacks: {}, model: 0, heirs: new Map(), examples: new Map(), words: [], excludedWords: {} };

/** What is known of the language of a comment before it is read. */
export function textOptions({ language, source }: { language: string; source: string }, { languages, fallbacks }: Pick<Known, 'languages' | 'fallbacks'>): ReadTextOptions {
  const fallback = fallbacks[source];
  return { language: language || null, languages, ...(fallback ? { fallback } : {}) };
}

/** Reads a comment the way the organisation's are read; with `brief`, also one in which nobody would look for a theme. */
export function readComment(comment: { comment: string; language: string; source: string }, known: Pick<Known, 'languages' | 'fallbacks'>, { brief = false }: { brief?: boolean } = {}): ReadText | null {
  return readText(comment.comment, { ...textOptions(comment, known), brief });
}
