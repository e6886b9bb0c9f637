import type { Language } from './company.ts';
import type { Random } from './random.ts';
import { HOSTILE_TEXTS } from './writing/hostile.ts';
import { writeLongLetter } from './writing/comment.ts';
import type { Speaker } from './writing/lexicon.ts';

/** A row that gets unusual words, wherever it falls. */
interface Special {
  /** The first row that may take it. */
  readonly from: number;
  /** Only in this language, or in any. */
  readonly language?: Language;
  readonly write: (options: { ordinary: string; speaker: Speaker; random: Random }) => string;
}

/** Characters of the long letters: one of a whole page and more, and a shorter one in each other language. */
const LONG_LETTERS: readonly (readonly [Language, number])[] = [['en', 6_000], ['zh-TW', 900], ['ko', 1_200], ['vi', 1_800], ['tr', 1_800], ['pl', 1_800]];

/** So many rows at least lie between two specials, so that a small sample has few of them. */
const CLOSEST = 40;

/**
 * Hands out the hostile and the very long texts, spread evenly over `count` rows. Rows are asked in order; each special
 * goes to the first row at or after its place that has a comment and the right language.
 */
export class Specials {
  readonly #waiting: Special[];

  constructor(count: number) {
    const specials: Omit<Special, 'from'>[] = [];
    HOSTILE_TEXTS.forEach((hostile, index) => {
      // Every other one stands in the middle of an ordinary comment.
      specials.push({ write: ({ ordinary }) => (index % 2 === 0 ? hostile : `${ordinary} ${hostile}`) });
      const letter = index % 4 === 1 ? LONG_LETTERS[(index - 1) / 4] : undefined;
      if (letter) {
        const [language, length] = letter;
        specials.push({ language, write: ({ speaker, random }) => writeLongLetter({ speaker, random, length }) });
      }
    });
    const apart = Math.max(CLOSEST, Math.floor(count / (specials.length + 1)));
    this.#waiting = specials.map((special, index) => ({ ...special, from: (index + 1) * apart }));
  }

  /** The words of row `index`: its own, or those of the special that waited for a row like it. */
  wordsFor(index: number, { ordinary, speaker, random }: { ordinary: string; speaker: Speaker; random: Random }): string {
    const next = this.#waiting.findIndex(({ from, language }) => from <= index && (language === undefined || language === speaker.language));
    if (next < 0) return ordinary;
    const [special] = this.#waiting.splice(next, 1);
    return special ? special.write({ ordinary, speaker, random }) : ordinary;
  }
}
