import { classOf, HALF, LETTER, MARK, NUMBER, UNSPACED } from './characters.ts';
import { comparable } from './tidy.ts';

/** A word in the text it was found in; `start` and `end` are UTF-16 units. */
export interface FoundWord {
  word: string;
  start: number;
  end: number;
}

const RUN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}]+)*/gu;
/** Scripts that are written without spaces between words. */
const IS_UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
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
  const own = keptOf(language);
  for (let at = 0; at < text.length; ) {
    const known = classOf(text.charCodeAt(at));
    // Letters of two units are rare: the expression knows them.
    if ((known & HALF) !== 0 && isWideWord(text, at)) return [...findWords(text, language)].map(({ word }) => word);
    if ((known & (LETTER | NUMBER)) === 0) {
      at += 1;
      continue;
    }
    const begin = at;
    let all = known;
    let inWord = LETTER | NUMBER | MARK;
    for (at += 1; at < text.length; at++) {
      const next = classOf(text.charCodeAt(at));
      if ((next & inWord) !== 0) all |= next;
      else if ((next & HALF) !== 0 && isWideWord(text, at)) return [...findWords(text, language)].map(({ word }) => word);
      // After an apostrophe there are letters and marks only.
      else if (text.charCodeAt(at) === APOSTROPHE && goesOn(text, at)) inWord = LETTER | MARK;
      else break;
    }
    const run = text.slice(begin, at);
    if ((all & UNSPACED) !== 0) {
      for (const { word } of cut(run, 0, language)) words.push(word);
    } else {
      const found = own.get(run) ?? learnt(run, language, own);
      for (const word of found) words.push(word);
    }
  }
  return words;
}

const APOSTROPHE = 0x27;
const IS_WIDE_WORD = /^[\p{L}\p{N}\p{M}]/u;

/** Whether a character of two units at a place is a letter, a number or a mark. */
const isWideWord = (text: string, at: number): boolean => IS_WIDE_WORD.test(text.slice(at, at + 2));

/** Whether letters or marks follow an apostrophe at a place; or half of a character, which is then looked at. */
const goesOn = (text: string, at: number): boolean => {
  const next = classOf(text.charCodeAt(at + 1));
  return at + 1 < text.length && ((next & (LETTER | MARK)) !== 0 || ((next & HALF) !== 0 && isWideWord(text, at + 1)));
};

/** What is written comes again and again: it is made comparable once. Forgotten as a whole beyond so many, in each language. */
const KEPT_RUNS = 30_000;
const kept = new Map<string, Map<string, readonly string[]>>();

function keptOf(language: string): Map<string, readonly string[]> {
  let own = kept.get(language);
  if (!own) {
    own = new Map<string, readonly string[]>();
    kept.set(language, own);
  }
  if (own.size >= KEPT_RUNS) own.clear();
  return own;
}

function learnt(run: string, language: string, own: Map<string, readonly string[]>): readonly string[] {
  const words = [...spaced(run, 0, language)].map(({ word }) => word);
  // What is longer is no word, and is seldom written twice.
  if (run.length <= 2 * LONGEST_WORD) own.set(run, words);
  return words;
}

/** The words with where they stand; `text` may be as it was sent, apart from apostrophes. */
export function* findWords(text: string, language: string): Generator<FoundWord> {
  for (const match of text.matchAll(RUN)) {
    const [run] = match;
    if (IS_UNSPACED.test(run)) yield* cut(run, match.index, language);
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
