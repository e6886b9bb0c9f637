import { READ_CHARACTERS, type ReadText } from '../text/read-text.ts';
import { stopWords } from '../text/stop-words.ts';
import { findWords } from '../text/words.ts';

/** A phrase of a comment: how it is compared, and how it was written. */
export interface SaidPhrase {
  /** Normalised words with one space between them. */
  readonly key: string;
  readonly words: readonly string[];
  readonly written: string;
}

/** The most words of a phrase. */
const LONGEST = 3;
/** What may stand between two words of a phrase: a full stop or a comma ends it. */
const GAP = /^[\s\u00a0'’-]{0,3}$/u;
const APOSTROPHES = /[\u2018\u2019\u02bc\u02b9\u0060\u00b4\u2032]/gu;

/**
 * The phrases of one to three words in a comment, once each: next to each other in one part of a sentence, and without a
 * stop word or a bare number at an end. `ends` says which words may stand there; the text's content words if nothing is said.
 */
export function phrasesIn(comment: string, text: ReadText, { ends = contentEnd(text) }: { ends?: (word: string) => boolean } = {}): SaidPhrase[] {
  // One unit for one unit, so that places stay.
  const plain = comment.slice(0, READ_CHARACTERS).replace(APOSTROPHES, "'");
  const read = new Set(text.tokens);
  const found = [...findWords(plain, text.language)].filter(({ word }) => read.has(word));
  const phrases = new Map<string, SaidPhrase>();
  for (const [at, first] of found.entries()) {
    if (!ends(first.word)) continue;
    let key = '';
    let before = first.start;
    for (let to = at; to < Math.min(at + LONGEST, found.length); to++) {
      const last = found[to];
      if (!last || !GAP.test(plain.slice(before, last.start))) break;
      before = last.end;
      key = to === at ? last.word : `${key} ${last.word}`;
      if (!ends(last.word) || phrases.has(key) || (to > at && last.word === first.word)) continue;
      const words = found.slice(at, to + 1);
      phrases.set(key, { key, words: words.map(({ word }) => word), written: plain.slice(first.start, last.end).replace(/\s+/gu, ' ') });
    }
  }
  return [...phrases.values()];
}

function contentEnd({ language, words }: ReadText): (word: string) => boolean {
  const stops = stopWords(language);
  const content = new Set(words);
  return (word) => content.has(word) && !stops.has(word);
}
