import { BACKGROUND, type ThemeCounts } from './theme-counts.ts';

/** Added to every count, so that a word which a theme never had does not rule it out. 0.2 was the best for 10 and 20 examples a theme on clinc150; 0.1 and 0.4 are within 0.4 in a hundred. */
const ALPHA = 0.2;
/** A class counts as if it had so much of a mean class besides, when asked how telling a word is: a class of three texts is not yet a rule. */
const DAMPING = 0.1;

/** Power of how telling a word is: below 1, what several themes share still speaks. 0.4 in a hundred more right than 1 on clinc150 and in ten languages of xsid. */
const TELLING_POWER = 0.7;

/** The number of a term that nobody counted. */
const UNKNOWN = -1;

/** What one term adds: `gains[i]` to the class at `slots[i]`, and `lambda` times the floor of each class to all. */
export interface TermGains {
  readonly lambda: number;
  readonly slots: readonly number[];
  readonly gains: readonly number[];
}

/**
 * Multinomial naive Bayes in which a term weighs as much as it tells.
 *
 * The score of class c is Σ λ(t) · ln((n(t,c) + α) / (N(c) + α·V)) over the terms of a text. λ(t) is (1 − H(t) / ln C)^0.7, with
 * H the entropy of how often t is written in each of the C classes, times z / (z + 1) for a term that was counted z times:
 * 1 for a word of one theme alone, 0 for a word that all use alike, in any language and without a list of stop words.
 * Against plain naive Bayes: 2 to 5 in a hundred more right after ten texts a theme (clinc150, xsid in four languages).
 */
export interface ThemeScores {
  /** The competing classes by number; a slot is a place in here. */
  readonly classes: readonly number[];
  /** What each unit of λ costs a class, by slot: −ln(N(c) + α·V). */
  readonly floors: Float64Array;
  /** Numbers of the terms that were ever counted and tell anything, in order; `places` of them in `terms`. */
  numbersOf(terms: readonly string[]): { numbers: number[]; places: number[] };
  gainsOf(number: number): TermGains;
  /** Scores of the classes by slot, apart from a constant: compare them, do not read them. The array is used again. */
  score(numbers: readonly number[], range?: { start?: number; end?: number; outside?: boolean }): { scores: Float64Array; evidence: number };
}

export function createThemeScores(counts: ThemeCounts): ThemeScores {
  const cache: (TermGains & { generation: number } | undefined)[] = [];
  let generation = -1;
  let classes: number[] = [];
  let slotOf: number[] = [];
  let floors = new Float64Array(0);
  let scores = new Float64Array(0);
  let damping = 0;
  let spread = 0;

  function refresh(): void {
    if (generation === counts.generation) return;
    generation = counts.generation;
    const living = counts.totals.map((total, number) => (total > 0 ? number : -1)).filter((number) => number >= 0);
    classes = living.filter((number) => counts.classes[number] !== BACKGROUND);
    slotOf = counts.classes.map(() => -1);
    for (const [slot, number] of classes.entries()) slotOf[number] = slot;
    floors = Float64Array.from(classes, (number) => -Math.log((counts.totals[number] ?? 0) + ALPHA * counts.vocabulary));
    scores = new Float64Array(classes.length);
    const all = living.reduce((sum, number) => sum + (counts.totals[number] ?? 0), 0);
    damping = (DAMPING * all) / Math.max(1, living.length);
    spread = living.length > 1 ? Math.log(living.length) : 0;
  }

  function lambdaOf(owners: readonly number[], numbers: readonly number[]): number {
    let times = 0;
    let sum = 0;
    let logs = 0;
    for (let at = 0; at < owners.length; at++) {
      const n = numbers[at] ?? 0;
      const rate = n / ((counts.totals[owners[at] ?? 0] ?? 0) + damping);
      times += n;
      sum += rate;
      logs += rate * Math.log(rate);
    }
    if (sum === 0) return 0;
    const entropy = Math.log(sum) - logs / sum;
    return (spread > 0 ? Math.max(0, 1 - entropy / spread) ** TELLING_POWER : 1) * (times / (times + 1));
  }

  function gainsOf(number: number): TermGains {
    const cached = cache[number];
    if (cached?.generation === generation) return cached;
    const { classes: owners, counts: numbers } = counts.posting(number);
    const lambda = lambdaOf(owners, numbers);
    const slots: number[] = [];
    const gains: number[] = [];
    for (let at = 0; at < owners.length; at++) {
      const slot = slotOf[owners[at] ?? 0] ?? -1;
      if (slot < 0) continue;
      slots.push(slot);
      gains.push(lambda * Math.log(((numbers[at] ?? 0) + ALPHA) / ALPHA));
    }
    const fresh = { generation, lambda, slots, gains };
    cache[number] = fresh;
    return fresh;
  }

  return {
    get classes() {
      refresh();
      return classes;
    },
    get floors() {
      refresh();
      return floors;
    },
    numbersOf(terms) {
      refresh();
      const numbers: number[] = [];
      const places: number[] = [];
      for (let place = 0; place < terms.length; place++) {
        const number = counts.termOf(terms[place] ?? '') ?? UNKNOWN;
        if (number === UNKNOWN || gainsOf(number).lambda === 0) continue;
        numbers.push(number);
        places.push(place);
      }
      return { numbers, places };
    },
    gainsOf(number) {
      refresh();
      return gainsOf(number);
    },
    score(numbers, { start = 0, end = numbers.length, outside = false } = {}) {
      refresh();
      scores.fill(0);
      let evidence = 0;
      for (let at = outside ? 0 : start; at < (outside ? numbers.length : end); at++) {
        if (outside && at === start) at = end;
        const number = numbers[at];
        if (number === undefined) break;
        const { lambda, slots, gains } = gainsOf(number);
        evidence += lambda;
        for (let i = 0; i < slots.length; i++) {
          const slot = slots[i] ?? 0;
          scores[slot] = (scores[slot] ?? 0) + (gains[i] ?? 0);
        }
      }
      for (let slot = 0; slot < scores.length; slot++) scores[slot] = (scores[slot] ?? 0) + evidence * (floors[slot] ?? 0);
      return { scores, evidence };
    },
  };
}
