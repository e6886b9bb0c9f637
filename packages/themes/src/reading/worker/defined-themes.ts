import type { WordLists } from '../../catalogue/state.ts';
import type { ReadText } from '../../text/read-text.ts';
import { wordsIn } from '../../text/words.ts';

/** Finds the themes whose words or phrases stand in a text, in the order in which they stand in it. */
export type DefinedThemes = (text: ReadText) => string[];

/** Phrases as words with a space before, between and after. */
interface Phrase {
  words: string;
  theme: string;
}

/**
 * Themes that people defined by words. Words are compared as texts are read: folded case, whole words, phrases as neighbours. Chinese and
 * Japanese have no spaces and no agreement on what a word is: there a phrase stands wherever its characters do.
 */
export function definedThemes(lists: readonly { theme: string; words: WordLists }[]): DefinedThemes {
  const byLanguage = new Map<string, Phrase[]>();
  const phrasesOf = (language: string): Phrase[] => {
    let phrases = byLanguage.get(language);
    if (!phrases) {
      phrases = lists.flatMap(({ theme, words }) =>
        [...(words[''] ?? []), ...(words[language] ?? [])].map((phrase) => ({ theme, words: spaced(wordsIn(phrase.normalize('NFKC'), language), language) })),
      ).filter(({ words }) => words.trim() !== '');
      byLanguage.set(language, phrases);
    }
    return phrases;
  };
  if (lists.length === 0) return () => [];
  return ({ tokens, language }) => {
    const phrases = phrasesOf(language);
    if (phrases.length === 0) return [];
    const text = spaced(tokens, language);
    const found = phrases.map(({ theme, words }) => ({ theme, at: text.indexOf(words) })).filter(({ at }) => at >= 0);
    return [...new Set(found.sort((one, other) => one.at - other.at).map(({ theme }) => theme))];
  };
}

function spaced(words: readonly string[], language: string): string {
  if (language === 'zh' || language === 'ja') return words.join('');
  return words.length === 0 ? '' : ` ${words.join(' ')} `;
}
