import { READ_CHARACTERS } from './read-text.ts';
import { GRAM, characterGrams, wordGrams } from './terms.ts';
import { findWords, type FoundWord } from './words.ts';
import { comparable } from './tidy.ts';

/** A place in a text, [start, end) in UTF-16 units. */
export interface Place {
  start: number;
  end: number;
}

const UNSPACED_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+/gu;
/** The most words of a phrase that is looked for. */
const LONGEST_PHRASE = 5;

/**
 * Where terms stand in a comment as it was sent, for highlighting: words, character n-grams, and phrases (words with one
 * space between them; in Chinese and Japanese also without). Places are in order and never overlap or touch.
 */
export function findTerms(comment: string, terms: ReadonlySet<string>, { language }: { language: string }): Place[] {
  // One unit for one unit, so that places stay.
  const text = comment.slice(0, READ_CHARACTERS).replace(/[\u2018\u2019\u02bc\u02b9\u0060\u00b4\u2032]/gu, "'");
  const words = [...findWords(text, language)];
  const places: Place[] = [];
  const grams = [...terms].some((term) => term.startsWith(GRAM));
  for (const [at, found] of words.entries()) {
    if (terms.has(found.word)) places.push({ start: found.start, end: found.end });
    else if (grams) places.push(...gramsOf(text, found, { terms, language }));
    places.push(...phrasesFrom(words, at, terms));
  }
  if (language === 'zh' || language === 'ja') places.push(...inRuns(text, { terms, language }));
  return joined(places);
}

function* gramsOf(text: string, { word, start, end }: FoundWord, { terms, language }: { terms: ReadonlySet<string>; language: string }): Generator<Place> {
  // Where lower case or NFKC changed the length, the whole word is the honest place.
  const same = text.slice(start, end).length === word.length;
  const edged = `_${word}_`;
  for (const gram of new Set(wordGrams(word, language))) {
    if (!terms.has(GRAM + gram)) continue;
    if (!same) yield { start, end };
    else for (let at = edged.indexOf(gram); at >= 0; at = edged.indexOf(gram, at + 1)) yield { start: start + Math.max(0, at - 1), end: start + Math.min(word.length, at - 1 + gram.length) };
  }
}

function* phrasesFrom(words: readonly FoundWord[], at: number, terms: ReadonlySet<string>): Generator<Place> {
  const first = words[at];
  if (!first) return;
  let phrase = first.word;
  for (let next = at + 1; next < Math.min(at + LONGEST_PHRASE, words.length); next++) {
    const last = words[next];
    if (!last) return;
    phrase += ` ${last.word}`;
    if (terms.has(phrase)) yield { start: first.start, end: last.end };
  }
}

function* inRuns(text: string, { terms, language }: { terms: ReadonlySet<string>; language: string }): Generator<Place> {
  const phrases = [...terms].filter((term) => !term.startsWith(GRAM) && term.length > 1);
  for (const { 0: run, index } of text.matchAll(UNSPACED_RUN)) {
    const normal = comparable(run, language);
    if (normal.length !== run.length) continue;
    for (const gram of new Set(characterGrams(run))) {
      if (terms.has(GRAM + gram)) for (let at = run.indexOf(gram); at >= 0; at = run.indexOf(gram, at + 1)) yield { start: index + at, end: index + at + gram.length };
    }
    for (const phrase of phrases) {
      const written = phrase.replaceAll(' ', '');
      for (let at = normal.indexOf(written); at >= 0; at = normal.indexOf(written, at + written.length)) yield { start: index + at, end: index + at + written.length };
    }
  }
}

function joined(places: Place[]): Place[] {
  places.sort((one, other) => one.start - other.start || one.end - other.end);
  const result: Place[] = [];
  for (const { start, end } of places) {
    if (end <= start) continue;
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
