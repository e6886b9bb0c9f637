import { isSubject, type ReadText } from '../text/read-text.ts';
import { GRAM } from '../text/terms.ts';
import { tempered, USUAL_SHARPNESS } from './calibrate.ts';
import { highest, stretchesOf } from './second-theme.ts';
import { BACKGROUND, createThemeCounts, NO_THEME, type ThemeCounts } from './theme-counts.ts';
import { createThemeScores } from './theme-scores.ts';
import { SUBJECTLESS, themeTerms, type ThemeTerms } from './theme-terms.ts';

/** Where a comment belongs. */
export interface Route {
  /** Null when nothing is near: a small margin, words that no theme knows, or a text as people took out of all themes. */
  theme: string | null;
  /** The likeliest theme, near enough or not: what to offer to a person first. Null where no word is known, and in a model without themes. */
  nearest: string | null;
  /** Only where a stretch of the comment speaks as clearly for another theme. */
  second: string | null;
  /** Calibrated, 0 to 1: of 100 comments with 0.8, about 80 belong to the theme. Of the likeliest theme where `theme` is null. */
  probability: number;
}

/** A term and what it adds to a theme. */
export interface TermWeight {
  /** A word; in Chinese and Japanese a character n-gram as in `ReadText.terms`. Both are found by `findTerms`. */
  term: string;
  weight: number;
}

/** What is counted of themes in one language. Not shared between threads; built by `buildThemeModel` or `readThemeModel`. */
export interface ThemeModel {
  readonly language: string;
  /** Ids of the themes that have texts. */
  readonly themes: readonly string[];
  route(text: ReadText): Route;
  /**
   * Why a text is near a theme: what each word adds to the theme's score beyond what it adds to themes on average, largest
   * first. The sums of two themes differ exactly by their scores, and the theme with the largest sum is the nearest. Empty for
   * an unknown theme. Against one other theme, where `against` is given.
   */
  explain(text: ReadText, theme: string, options?: { against?: string }): TermWeight[];
  /** Teaches at once; `times` is 5 for a person's example, 1 for others. Null: the text has no theme. */
  learn(text: ReadText, theme: string | null, times: number): void;
  /** The opposite of `learn` with the same arguments: after both, the model is as before. */
  forget(text: ReadText, theme: string | null, times: number): void;
  /** All that `from` counted counts for `into` from now on. */
  merge(from: string, into: string): void;
  /** Words that say nothing in this organisation: routing and explaining pass over them, the counts stay. */
  exclude(words: Iterable<string>): void;
  /** For the table `theme_models`. */
  rows(): Iterable<{ class: string; ngram: string; n: number }>;
}

/** A person's example counts five-fold. */
export const EXAMPLE_TIMES = 5;
/** Below this probability a comment stays without a theme. */
export const LEAST_PROBABILITY = 0.3;
/** One that says nothing of a subject must be surer: it has only everyday words to go by, which themes share. */
const BRIEF_PROBABILITY = 0.6;
/** A second theme must be as probable as this in its stretch, and so must the first in the rest. */
const CLEAR = 0.95;
/** Content words that a stretch must have to speak for itself. */
const CLEAR_WORDS = 2;
/** So many runners-up are asked whether a stretch of the text is theirs. */
const RUNNERS_UP = 3;
/** Of the terms that come with content words, so many must have been counted before. */
const LEAST_KNOWN = 0.25;
/** The sharpness stands among the counts in millionths. */
const SHARPNESS = ' sharpness';
const SHARPNESS_UNIT = 1_000_000;

/** A model over counts. `sharpness` is what `calibrate` found. */
export function createThemeModel({ language, counts, sharpness = USUAL_SHARPNESS }: { language: string; counts: ThemeCounts; sharpness?: number | undefined }): ThemeModel {
  const scores = createThemeScores(counts);
  let excluded: ReadonlySet<string> = new Set();

  let space = new Float64Array(0);
  /** Room for numbers of one text; used again. */
  function room(size: number): Float64Array {
    if (space.length !== size) space = new Float64Array(size);
    return space;
  }

  const isTheme = (name: string): boolean => name !== BACKGROUND && name !== NO_THEME;
  const nameOf = (slot: number): string => counts.classes[scores.classes[slot] ?? -1] ?? BACKGROUND;

  function termsOf(text: ReadText): ThemeTerms {
    const all = themeTerms(text);
    return excluded.size === 0 ? all : without(excluded, all);
  }

  /** The likeliest class of some terms, calibrated. */
  function likeliest({ scores: raw, evidence }: { scores: Float64Array; evidence: number }): { slot: number; probability: number } {
    const [slot = 0] = highest(raw, 1);
    return { slot, probability: tempered(raw, { sharpness, evidence, into: room(raw.length) })[slot] ?? 0 };
  }

  /** The class of a stretch that is clearly about something else, and the probability of the first outside of it. */
  function secondOf(numbers: readonly number[], { first, others, subjectOf }: { first: number; others: readonly number[]; subjectOf: (at: number) => number | null }): { slot: number; probability: number } | null {
    for (const { slot, start, end } of stretchesOf(numbers, { scores, first, others, sharpness, clear: CLEAR })) {
      const inside = new Set<number>();
      const outside = new Set<number>();
      for (let at = 0; at < numbers.length; at++) {
        const subject = subjectOf(at);
        if (subject !== null) (at >= start && at < end ? inside : outside).add(subject);
      }
      if (inside.size < CLEAR_WORDS || outside.size < CLEAR_WORDS) continue;
      const own = likeliest(scores.score(numbers, { start, end }));
      if (own.slot !== slot || own.probability < CLEAR) continue;
      const rest = likeliest(scores.score(numbers, { start, end, outside: true }));
      if (rest.slot === first && rest.probability >= CLEAR) return { slot, probability: rest.probability };
    }
    return null;
  }

  /** Whether somebody put a text without a subject into a theme. */
  function hasSubjectless(theme: string): boolean {
    const number = counts.termOf(SUBJECTLESS);
    return number !== undefined && counts.posting(number).classes.includes(counts.classOf(theme) ?? -1);
  }

  /** What a term adds to each class, by slot. */
  function addsOf(number: number): Float64Array {
    const { lambda, slots, gains } = scores.gainsOf(number);
    const adds = scores.floors.map((floor) => lambda * floor);
    for (const [at, slot] of slots.entries()) adds[slot] = (adds[slot] ?? 0) + (gains[at] ?? 0);
    return adds;
  }

  return {
    language,
    get themes() {
      return counts.classes.filter((name, number) => isTheme(name) && (counts.totals[number] ?? 0) > 0);
    },
    route(text) {
      const { terms, owners, words } = termsOf(text);
      const { numbers, places } = scores.numbersOf(terms);
      const { scores: raw, evidence } = scores.score(numbers);
      if (raw.length === 0 || numbers.length === 0) return { theme: null, nearest: null, second: null, probability: 0 };
      const [first = 0, ...runnersUp] = highest(raw, RUNNERS_UP + 1);
      const probability = tempered(raw, { sharpness, evidence, into: room(raw.length) })[first] ?? 0;
      const nearest = isTheme(nameOf(first)) ? nameOf(first) : null;
      if (nearest === null) return { theme: null, nearest, second: null, probability };
      const subjects = subjectsOf(text, words);
      let known = 0;
      let asked = 0;
      for (const place of places) known += subjects[owners[place] ?? 0] ?? 0;
      for (const owner of owners) asked += subjects[owner] ?? 0;
      if (known < asked * LEAST_KNOWN) return { theme: null, nearest, second: null, probability: Math.min(probability, LEAST_PROBABILITY) };
      const others = runnersUp.filter((slot) => isTheme(nameOf(slot)));
      const subjectAt = (owner: number): number | null => (subjects[owner] === 1 ? owner : null);
      const second = secondOf(numbers, { first, others, subjectOf: (at) => subjectAt(owners[places[at] ?? 0] ?? 0) });
      const sure = Math.max(probability, second?.probability ?? 0);
      const isUnsure = sure < LEAST_PROBABILITY || (!isSubject(text.words, text.tokens) && (sure < BRIEF_PROBABILITY || !hasSubjectless(nearest)));
      return { theme: isUnsure ? null : nearest, nearest, second: second ? nameOf(second.slot) : null, probability: sure };
    },
    explain(text, theme, { against } = {}) {
      const slot = scores.classes.indexOf(counts.classOf(theme) ?? -1);
      const other = against === undefined ? null : scores.classes.indexOf(counts.classOf(against) ?? -1);
      if (slot < 0 || other === -1) return [];
      const { terms, owners, words } = termsOf(text);
      const { numbers, places } = scores.numbersOf(terms);
      const weights = new Map<string, number>();
      for (const [at, number] of numbers.entries()) {
        const adds = addsOf(number);
        const usual = other === null ? adds.reduce((sum, add) => sum + add, 0) / adds.length : (adds[other] ?? 0);
        const word = words[owners[places[at] ?? 0] ?? 0] ?? '';
        weights.set(word, (weights.get(word) ?? 0) + (adds[slot] ?? 0) - usual);
      }
      return [...weights].map(([term, weight]) => ({ term, weight })).sort((one, two) => two.weight - one.weight || (one.term < two.term ? -1 : 1));
    },
    learn(text, theme, times) {
      counts.add(themeTerms(text).terms, { class: theme ?? NO_THEME, times });
    },
    forget(text, theme, times) {
      counts.add(themeTerms(text).terms, { class: theme ?? NO_THEME, times: -times });
    },
    merge(from, into) {
      counts.merge(from, { into });
    },
    exclude(words) {
      excluded = new Set(words);
    },
    *rows() {
      yield { class: BACKGROUND, ngram: SHARPNESS, n: Math.round(sharpness * SHARPNESS_UNIT) };
      yield* counts.rows();
    },
  };
}

/** 1 for each word that carries a subject; in Chinese and Japanese, for each term. */
function subjectsOf(text: ReadText, words: readonly string[]): Uint8Array {
  return Uint8Array.from(words, (word) => (word.startsWith(GRAM) || text.words.includes(word) ? 1 : 0));
}

/** The terms that did not come with an excluded word; of n-grams across words, neither. */
function without(excluded: ReadonlySet<string>, { terms, owners, words }: ThemeTerms): ThemeTerms {
  const kept = terms.map((_, at) => at).filter((at) => {
    const word = words[owners[at] ?? 0] ?? '';
    if (excluded.has(word)) return false;
    if (!word.startsWith(GRAM)) return true;
    const characters = word.slice(GRAM.length);
    return ![...excluded].some((one) => one.includes(characters) || characters.includes(one));
  });
  return { terms: kept.map((at) => terms[at] ?? ''), owners: kept.map((at) => owners[at] ?? 0), words };
}

/** A model as `rows` gave it. Rows of one language, in any order. */
export function readThemeModel(rows: Iterable<{ class: string; ngram: string; n: number }>, { language }: { language: string }): ThemeModel {
  const counts = createThemeCounts();
  let sharpness: number | undefined;
  for (const row of rows) {
    if (row.ngram === SHARPNESS) sharpness = row.n / SHARPNESS_UNIT;
    else counts.set(row);
  }
  return createThemeModel({ language, counts, sharpness });
}
