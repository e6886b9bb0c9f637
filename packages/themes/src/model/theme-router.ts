import type { ReadText } from '../text/read-text.ts';
import { createPhraseMatcher } from './phrase-matcher.ts';
import type { Route, ThemeModel } from './theme-model.ts';

/** Where a comment belongs, and what said so. */
export interface RoutedComment extends Route {
  /** `words`: a phrase that defines a theme; `model`: the counts; null where there is no theme. */
  decidedBy: 'words' | 'model' | null;
  /** The phrases that decided, as people defined them; the first theme's, then the second's. */
  phrases: readonly string[];
}

/** Routes the comments of one language. */
export interface ThemeRouter {
  /** `text` is what `readText` made of `comment`: null, too, may hold a phrase, such as `Delivery!`. */
  route(text: ReadText | null, options: { comment: string }): RoutedComment;
}

/**
 * Themes that people defined by phrases route by them first: the longest phrase wins, and a phrase of another theme
 * elsewhere in the comment makes that one the second. The model decides the rest; without one, nothing does.
 */
export function createThemeRouter({ language, model, phrases }: { language: string; model: ThemeModel | null; phrases: ReadonlyMap<string, readonly string[]> }): ThemeRouter {
  const find = createPhraseMatcher(phrases, { language });
  return {
    route(text, { comment }) {
      const matches = find(comment);
      const [first] = matches;
      if (first) {
        const second = matches.find(({ theme, start, end }) => theme !== first.theme && (end <= first.start || start >= first.end));
        const decided = second ? [first.phrase, second.phrase] : [first.phrase];
        return { theme: first.theme, nearest: first.theme, second: second?.theme ?? null, probability: 1, decidedBy: 'words', phrases: decided };
      }
      const route = text && model ? model.route(text) : { theme: null, nearest: null, second: null, probability: 0 };
      return { ...route, decidedBy: route.theme === null ? null : 'model', phrases: [] };
    },
  };
}
