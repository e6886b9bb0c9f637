import { foldOf } from './fold.ts';
import { languageOf, type ReadTextOptions } from './language.ts';
import { looksLikeMachine, withoutMachineLines } from './machine-text.ts';
import { visible, withoutNoise } from './tidy.ts';
import { termsOf } from './terms.ts';
import { contentWords } from './stop-words.ts';
import { wordsIn } from './words.ts';

/** A comment as the steps after it see it: nothing in here says who wrote it. */
export interface ReadText {
  /** BCP 47 primary tag, such as `en` or `zh`; `und` where nothing tells. */
  language: string;
  /** All words in order, normalised, stop words included: for phrases and labels. */
  tokens: readonly string[];
  /** Content words in order, with repeats. */
  words: readonly string[];
  /** What naive Bayes counts, with repeats: words, and character n-grams marked with a leading `~`. */
  terms: readonly string[];
  /** Equal for near duplicates: the same content words in any order; of a short text, the same words. */
  fold: bigint;
}

/** Of a longer comment the beginning is read: nobody's complaint needs more. */
export const READ_CHARACTERS = 20_000;

/** Distinct characters that make a Chinese or Japanese comment worth reading even if it is one word to the segmenter. */
const ENOUGH_CHARACTERS = 3;

/** Different content words that say enough for stop words not to matter: with fewer, `say my name` is not `what is my name`. */
const TELLING = 4;

/** Different words from which one content word is said of something: `what is my balance`, but not `the balance`. */
const SENTENCE = 3;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/**
 * Reads one comment; null where there is nothing to find a theme in: fewer than two different content words, only emoji,
 * links or digits, encoded data, log lines. Never throws, and takes time in proportion to the first 20,000 characters.
 * With `brief`, one word of any kind is enough: no theme is found in `Thank you so much`, but people may have made one for it.
 */
export function readText(comment: string, { brief = false, ...options }: ReadTextOptions & { brief?: boolean }): ReadText | null {
  const plain = withoutNoise(withoutMachineLines(visible(comment.slice(0, READ_CHARACTERS))));
  if (looksLikeMachine(plain)) return null;
  const language = languageOf(plain, options);
  const tokens = wordsIn(plain, language);
  const words = contentWords(tokens, language);
  if (!isSubject(words, tokens) && !(brief && tokens.length > 0)) return null;
  return { language, tokens, words, terms: termsOf(plain, tokens, language), fold: foldOf(new Set(words).size >= TELLING ? words : tokens) };
}

/** Whether a text says what it is about. Lists of stop words are generous: one word that they leave is enough within a sentence, and not by itself. */
export function isSubject(words: readonly string[], tokens: readonly string[]): boolean {
  const [first, second = first] = words;
  if (first !== second) return true;
  const distinct = new Set(words);
  if (distinct.size >= 2) return true;
  if (distinct.size === 1 && new Set(tokens).size >= SENTENCE) return true;
  const characters = new Set([...distinct].join('').match(UNSPACED) ?? []);
  return characters.size >= ENOUGH_CHARACTERS;
}
