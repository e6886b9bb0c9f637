import { comparable, visible, withoutNoise } from '../text/tidy.ts';
import { PARTICLES } from '../text/particles.ts';
import { wordsIn } from '../text/words.ts';

/** A phrase that was found: of which theme, as it was defined, and where (words, or characters in Chinese and Japanese). */
export interface PhraseMatch {
  readonly theme: string;
  readonly phrase: string;
  readonly start: number;
  readonly end: number;
  /** Characters of the phrase: the longest phrase says most exactly what is meant. */
  readonly length: number;
}

/** Finds phrases in a comment, the longest first; equally long ones in the order of the comment, then of the definition. */
export type PhraseMatcher = (comment: string) => PhraseMatch[];

/** Ends a word of a phrase that may go on: `przesyłk*` is also `przesyłka` and `przesyłki`. */
const ANY_ENDING = '*';
const LETTER = /[\p{L}\p{N}]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

interface PatternWord {
  word: string;
  open: boolean;
}

interface Pattern {
  theme: string;
  phrase: string;
  length: number;
  words: readonly PatternWord[];
}

/**
 * Phrases match whole words in the language's way: in any case and form of Unicode, Korean nouns with their particles,
 * Chinese and Japanese as characters in a row. A word that ends in `*` may go on. Phrases without a letter match nothing.
 */
export function createPhraseMatcher(phrases: ReadonlyMap<string, readonly string[]>, { language }: { language: string }): PhraseMatcher {
  const all = [...phrases].flatMap(([theme, own]) => own.map((phrase) => ({ theme, phrase })));
  return language === 'zh' || language === 'ja' ? matchCharacters(all, language) : matchWords(all, language);
}

function byLength(one: PhraseMatch, other: PhraseMatch): number {
  return other.length - one.length || one.start - other.start;
}

function plain(text: string): string {
  return withoutNoise(visible(text));
}

function matchWords(all: readonly { theme: string; phrase: string }[], language: string): PhraseMatcher {
  const patterns = new Map<string, Pattern[]>();
  for (const { theme, phrase } of all) {
    const words = plain(phrase)
      .split(/\s+/u)
      .flatMap((part) => wordsIn(part, language).map((word, at, parts) => ({ word, open: at === parts.length - 1 && part.endsWith(ANY_ENDING) })));
    const [first] = words;
    if (!first) continue;
    const key = first.word.slice(0, 2);
    const pattern = { theme, phrase, words, length: words.reduce((sum, { word }) => sum + word.length + 1, -1) };
    patterns.set(key, [...(patterns.get(key) ?? []), pattern]);
  }
  const matches = (said: string | undefined, { word, open }: PatternWord): boolean =>
    said !== undefined && (said === word || (said.startsWith(word) && (open || (language === 'ko' && PARTICLES.has(said.slice(word.length))))));
  return (comment) => {
    if (patterns.size === 0) return [];
    const said = wordsIn(plain(comment), language);
    const found: PhraseMatch[] = [];
    for (const [start, word] of said.entries()) {
      for (const key of new Set([word.slice(0, 1), word.slice(0, 2)])) {
        for (const { theme, phrase, length, words } of patterns.get(key) ?? []) {
          if (words.every((expected, at) => matches(said[start + at], expected))) found.push({ theme, phrase, length, start, end: start + words.length });
        }
      }
    }
    return found.sort(byLength);
  };
}

function matchCharacters(all: readonly { theme: string; phrase: string }[], language: string): PhraseMatcher {
  const form = (text: string): string => comparable(plain(text).replace(/\s+/gu, ' '), language).trim();
  const patterns = all.map(({ theme, phrase }) => ({ theme, phrase, text: form(phrase).replaceAll(ANY_ENDING, '') })).filter(({ text }) => LETTER.test(text));
  return (comment) => {
    const said = form(comment);
    const found: PhraseMatch[] = [];
    for (const { theme, phrase, text } of patterns) {
      for (let start = said.indexOf(text); start >= 0; start = said.indexOf(text, start + text.length)) {
        const end = start + text.length;
        if (!insideWord(said, start) && !insideWord(said, end)) found.push({ theme, phrase, length: text.length, start, end });
      }
    }
    return found.sort(byLength);
  };
}

/** Whether a place stands between two letters of a script that is written with spaces: `app` is not in `apple`. */
function insideWord(text: string, at: number): boolean {
  const pair = [text[at - 1] ?? '', text[at] ?? ''];
  return pair.every((character) => LETTER.test(character) && !UNSPACED.test(character));
}
