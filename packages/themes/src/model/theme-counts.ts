/** The class of texts that have no theme yet: they tell which words are common, and never win. */
export const BACKGROUND = '';
/** The class of texts of which a person said that they have no theme: it may win. */
export const NO_THEME = '-';

/** How often a term was counted in each class: `classes[i]` had it `counts[i]` times. */
export interface Posting {
  readonly classes: number[];
  readonly counts: number[];
}

/** Whole numbers of terms by class: all that a model knows. Changing them costs time in proportion to the terms changed. */
export interface ThemeCounts {
  /** Names of classes by number. A class that was emptied keeps its number. */
  readonly classes: readonly string[];
  /** Terms counted in a class, all together. */
  readonly totals: readonly number[];
  /** Texts counted in a class. */
  readonly texts: readonly number[];
  /** Different terms that are counted anywhere. */
  readonly vocabulary: number;
  /** Grows with every change. */
  readonly generation: number;
  termOf(term: string): number | undefined;
  /** Of a term's number; its counts are above zero. */
  posting(term: number): Posting;
  classOf(name: string): number | undefined;
  /** Counts a text's terms `times` more, or fewer when negative; never below zero. */
  add(terms: readonly string[], options: { class: string; times: number }): void;
  /** Counts what was counted in `from` in `into` from now on. */
  merge(from: string, options: { into: string }): void;
  /** All counts above zero; the number of texts of a class stands under `TEXTS`. */
  rows(): Generator<{ class: string; ngram: string; n: number }>;
}

/** Under this n-gram a class keeps its number of texts. No term holds a space. */
const TEXTS = ' texts';

export function createThemeCounts(): ThemeCounts & { set(row: { class: string; ngram: string; n: number }): void } {
  const termNumbers = new Map<string, number>();
  const termNames: string[] = [];
  const postings: Posting[] = [];
  const classNumbers = new Map<string, number>();
  const classes: string[] = [];
  const totals: number[] = [];
  const texts: number[] = [];
  let vocabulary = 0;
  let generation = 0;

  function classNumber(name: string): number {
    let number = classNumbers.get(name);
    if (number === undefined) {
      number = classes.length;
      classNumbers.set(name, number);
      classes.push(name);
      totals.push(0);
      texts.push(0);
    }
    return number;
  }

  function termNumber(term: string): number {
    let number = termNumbers.get(term);
    if (number === undefined) {
      number = termNames.length;
      termNumbers.set(term, number);
      termNames.push(term);
      postings.push({ classes: [], counts: [] });
    }
    return number;
  }

  function postingOf(term: number): Posting {
    const posting = postings[term];
    if (!posting) throw new RangeError(`no term has the number ${term}`);
    return posting;
  }

  function change(posting: Posting, owner: number, by: number): void {
    const at = posting.classes.indexOf(owner);
    const before = at < 0 ? 0 : (posting.counts[at] ?? 0);
    const after = Math.max(0, before + by);
    if (after === before) return;
    totals[owner] = (totals[owner] ?? 0) + after - before;
    if (at >= 0 && after > 0) {
      posting.counts[at] = after;
    } else if (at >= 0) {
      posting.classes.splice(at, 1);
      posting.counts.splice(at, 1);
      if (posting.classes.length === 0) vocabulary--;
    } else {
      posting.classes.push(owner);
      posting.counts.push(after);
      if (posting.classes.length === 1) vocabulary++;
    }
  }

  const addTexts = (owner: number, by: number): void => void (texts[owner] = Math.max(0, (texts[owner] ?? 0) + by));

  return {
    classes,
    totals,
    texts,
    get vocabulary() {
      return vocabulary;
    },
    get generation() {
      return generation;
    },
    termOf: (term) => termNumbers.get(term),
    posting: postingOf,
    classOf: (name) => classNumbers.get(name),
    add(terms, { class: name, times }) {
      generation++;
      const owner = classNumber(name);
      for (const term of terms) change(postingOf(termNumber(term)), owner, times);
      addTexts(owner, times);
    },
    merge(from, { into }) {
      const source = classNumbers.get(from);
      if (source === undefined || from === into) return;
      generation++;
      const target = classNumber(into);
      for (const posting of postings) {
        const at = posting.classes.indexOf(source);
        const n = posting.counts[at];
        if (at < 0 || n === undefined) continue;
        change(posting, target, n);
        change(posting, source, -n);
      }
      addTexts(target, texts[source] ?? 0);
      texts[source] = 0;
    },
    *rows() {
      for (const [number, name] of classes.entries()) {
        const n = texts[number] ?? 0;
        if (n > 0) yield { class: name, ngram: TEXTS, n };
      }
      for (const [term, posting] of postings.entries()) {
        for (const [at, owner] of posting.classes.entries()) yield { class: classes[owner] ?? BACKGROUND, ngram: termNames[term] ?? '', n: posting.counts[at] ?? 0 };
      }
    },
    set({ class: name, ngram, n }) {
      generation++;
      const owner = classNumber(name);
      if (ngram === TEXTS) addTexts(owner, n);
      else change(postingOf(termNumber(ngram)), owner, n);
    },
  };
}
