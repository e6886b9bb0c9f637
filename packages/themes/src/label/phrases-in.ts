import { READ_CHARACTERS, type ReadText } from '../text/read-text.ts';
import { stopWords } from '../text/stop-words.ts';
import { PARTICLES } from '../text/particles.ts';
import { findWords, type FoundWord } from '../text/words.ts';

/** A phrase of a comment: how it is compared, and how it was written. */
export interface SaidPhrase {
  /** Normalised words with one space between them. */
  readonly key: string;
  readonly words: readonly string[];
  readonly written: string;
  /** The words beside it in the same part of a sentence; empty where it begins or ends. */
  readonly before: string;
  readonly after: string;
}

/** The most words of a phrase. */
const LONGEST = 3;
/** What may stand between two words of a phrase: a full stop or a comma ends it. */
const GAP = /^[\s\u00a0'’-]{0,3}$/u;
/** A word that is written together with the next: `Wi-Fi` is not cut. */
const HYPHEN = /^[-\u2010\u2011]$/u;
/** Where a number is divided: `14,000` is not cut either. */
const NUMBER = /^\p{N}[.,]\p{N}$/u;
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
  const gaps = found.map(({ end }, at) => plain.slice(end, found[at + 1]?.start ?? end));
  const isTied = (at: number): boolean => at >= 0 && at < found.length - 1 && (HYPHEN.test(gaps[at] ?? '') || NUMBER.test(plain.slice((found[at]?.end ?? 1) - 1, (found[at + 1]?.start ?? 0) + 1)));
  const besides = (at: number, gap: number): string => (at >= 0 && at < found.length && GAP.test(gaps[gap] ?? '') ? (found[at]?.word ?? '') : '');
  const phrases = new Map<string, SaidPhrase>();
  for (const [at, first] of found.entries()) {
    if (!(ends(first.word) || isTied(at)) || isTied(at - 1)) continue;
    let key = '';
    for (let to = at; to < Math.min(at + LONGEST, found.length); to++) {
      const last = found[to];
      if (!last || (to > at && !GAP.test(gaps[to - 1] ?? ''))) break;
      const { name, written } = ending(last, { language: text.language, plain });
      const whole = to === at ? name : `${key} ${name}`;
      key = to === at ? last.word : `${key} ${last.word}`;
      if (!(ends(last.word) || isTied(to - 1)) || isTied(to) || phrases.has(whole) || (to > at && last.word === first.word)) continue;
      const words = [...found.slice(at, to).map(({ word }) => word), name];
      phrases.set(whole, { key: whole, words, written: (to === at ? written : plain.slice(first.start, last.start) + written).replace(/\s+/gu, ' '), before: besides(at - 1, at - 1), after: besides(to + 1, to) });
    }
  }
  return [...phrases.values()];
}

/** A word as it ends a phrase: in Korean without its particle, so that 배송이 and 배송은 both name 배송. */
function ending({ word, start, end }: FoundWord, { language, plain }: { language: string; plain: string }): { name: string; written: string } {
  const written = plain.slice(start, end);
  if (language !== 'ko') return { name: word, written };
  for (let cut = 2; cut < word.length; cut++) if (PARTICLES.has(word.slice(cut))) return { name: word.slice(0, cut), written: written.slice(0, cut) };
  return { name: word, written };
}

function contentEnd({ language, words }: ReadText): (word: string) => boolean {
  const stops = stopWords(language);
  const content = new Set(words);
  return (word) => content.has(word) && !stops.has(word);
}
