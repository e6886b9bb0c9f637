import { comparable } from './tidy.ts';

/** A word in the text it was found in; `start` and `end` are UTF-16 units. */
export interface FoundWord {
  word: string;
  start: number;
  end: number;
}

const RUN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}]+)*/gu;
/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A longer word is data without spaces. */
const LONGEST_WORD = 40;
/** Changes between letters and digits in one word from which it is a code: `x7k2p9`. */
const CODE = /^(?=\p{L}*\p{N}+\p{L}+\p{N})|\p{N}{5}/u;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  let known = segmenters.get(language);
  if (!known) {
    known = new Intl.Segmenter(language === 'und' ? 'en' : language, { granularity: 'word' });
    segmenters.set(language, known);
  }
  return known;
}

/** The words of a tidy text in order, in lower case. Scripts without spaces are cut by the dictionary of the runtime. */
export function wordsIn(text: string, language: string): string[] {
  const words: string[] = [];
  for (const { word } of findWords(text, language)) words.push(word);
  return words;
}

/** The words with where they stand; `text` may be as it was sent, apart from apostrophes. */
export function* findWords(text: string, language: string): Generator<FoundWord> {
  for (const match of text.matchAll(RUN)) {
    const [run] = match;
    if (UNSPACED.test(run)) yield* cut(run, match.index, language);
    else yield* spaced(run, match.index, language);
  }
}

function* cut(run: string, offset: number, language: string): Generator<FoundWord> {
  for (const { segment, index, isWordLike } of segmenter(language).segment(run)) {
    if (isWordLike && segment.length <= LONGEST_WORD) yield { word: comparable(segment, language), start: offset + index, end: offset + index + segment.length };
  }
}

function* spaced(run: string, offset: number, language: string): Generator<FoundWord> {
  const found = { word: comparable(run, language), start: offset, end: offset + run.length };
  const apostrophe = run.indexOf("'");
  if (apostrophe < 0) {
    if (isWord(found.word)) yield found;
    return;
  }
  // Turkish hangs endings on a name, English a possessive; French and Italian put an article before.
  if (language === 'tr' || found.word.endsWith("'s")) {
    const word = found.word.slice(0, found.word.indexOf("'"));
    if (isWord(word)) yield { word, start: offset, end: offset + apostrophe };
    return;
  }
  if (language === 'en') {
    if (isWord(found.word)) yield found;
    return;
  }
  let start = offset;
  for (const part of run.split("'")) {
    const word = comparable(part, language);
    if (isWord(word)) yield { word, start, end: start + part.length };
    start += part.length + 1;
  }
}

function isWord(word: string): boolean {
  return word.length > 0 && word.length <= LONGEST_WORD && !CODE.test(word);
}
