import { calibrate, UNTAUGHT, type Evidence, type Weights } from './calibrate.ts';
import { lexiconOf } from './lexicon.ts';
import { lookUp } from './look-up.ts';
import type { Opinion } from './opinion.ts';
import { signValence } from './signs.ts';

/** A row of `theme_models` of kind `sentiment`, without its kind, number and language. */
export interface SentimentRow {
  class: string;
  ngram: string;
  n: number;
}

/** How the words of one language are judged: by what the organisation's own scored comments taught, and by listed words. */
export interface SentimentModel {
  readonly language: string;
  /** The scored comments that it learnt from; none for one that only knows the listed words. */
  readonly learnt: { readonly positive: number; readonly negative: number };
  /**
   * How content the words are, −1 to 1: twice the probability that their writer gave a positive score and not a negative one,
   * less 1, so that 0.8 is right nine times in ten. Null when they hold nothing that is known. Never looks at the score.
   */
  judge(opinion: Opinion): number | null;
  rows(): Iterable<SentimentRow>;
}

/** A comment whose score is clearly positive or negative. */
export interface ScoredOpinion {
  opinion: Opinion;
  isPositive: boolean;
}

/**
 * Scored comments of a language, and of each class, from which what was learnt is used. Measured in four languages: with 100 the
 * blend is right as often as the list alone (0.82–0.86) and leaves half as many unjudged (0.17–0.24 of the texts for 0.35–0.46);
 * with 50 it is less often right than the list.
 */
export const FEWEST_SCORED = 100;
const FEWEST_OF_CLASS = 20;
/** From so many texts on, n-grams that were seen once are not kept: two thirds of all, and 0.3 points of accuracy at 4,000. */
const MANY = 10_000;
/** Texts that each n-gram is thought to have stood in before the first, divided as all texts are; measured, flat from 1.5 to 6. */
const SMOOTHING = 3;
/**
 * What is known of a text must be able to move the log odds by so much, were it all to speak for the same, or nothing is said:
 * otherwise the share of positive comments alone would be the judgement. Measured: at 0.5, 200 scored texts judge nearly all
 * and find fewer of the negative ones; at 1.5, 4 % are left unjudged after 4,000, at 1 it is 1 %.
 */
const TELLING = 1;
const MILLION = 1_000_000;

interface Count {
  positive: number;
  negative: number;
  /** Its log odds, once they were asked for: the counts of a model do not change. */
  odds?: number;
}

interface State {
  language: string;
  totals: Count;
  counts: ReadonlyMap<string, Count>;
  weights: Weights;
}

/**
 * Learns from scored comments of one language, each counted once in every n-gram that it contains. With too few of them, or too
 * few of one class, the model knows the listed words only.
 */
export function buildSentimentModel({ language, texts }: { language: string; texts: readonly ScoredOpinion[] }): SentimentModel {
  const totals = { positive: 0, negative: 0 };
  for (const { isPositive } of texts) totals[isPositive ? 'positive' : 'negative'] += 1;
  if (texts.length < FEWEST_SCORED || Math.min(totals.positive, totals.negative) < FEWEST_OF_CLASS) return untaughtModel(language);
  const counts = countTerms(texts);
  const state = { language, totals, counts, weights: UNTAUGHT };
  const evidence = texts.map(({ opinion, isPositive }): Evidence => {
    // Each text is judged by the others: one that had taught its own words would be right about them.
    const { learnt, listed } = evidenceOf(opinion, state, isPositive ? LESS_POSITIVE : LESS_NEGATIVE);
    return { learnt, listed, isPositive };
  });
  return modelOf({ ...state, weights: rounded(calibrate(evidence)) });
}

/** The model of a language in which nothing was scored yet. */
export function untaughtModel(language: string): SentimentModel {
  return modelOf({ language, totals: { positive: 0, negative: 0 }, counts: new Map(), weights: UNTAUGHT });
}

/** The model that wrote the rows; what is missing in them is as in an untaught one. */
export function readSentimentModel({ language, rows }: { language: string; rows: Iterable<SentimentRow> }): SentimentModel {
  const totals = { positive: 0, negative: 0 };
  const counts = new Map<string, Count>();
  const weights = { learnt: 0, listed: 0, shift: 0 };
  let isTaught = false;
  for (const { class: side, ngram, n } of rows) {
    if (side === 'weights') {
      isTaught = true;
      if (ngram === 'learnt' || ngram === 'listed') weights[ngram] = n / MILLION;
      else weights.shift += (ngram === 'up' ? n : -n) / MILLION;
    } else if (side === 'positive' || side === 'negative') {
      if (ngram === '') totals[side] = n;
      else countOf(counts, ngram)[side] += n;
    }
  }
  return isTaught && totals.positive > 0 && totals.negative > 0 ? modelOf({ language, totals, counts, weights }) : untaughtModel(language);
}

function modelOf(state: State): SentimentModel {
  return {
    language: state.language,
    learnt: state.totals,
    judge: (opinion) => {
      const { learnt, listed, learntMost, listedMost } = evidenceOf(opinion, state, NOTHING_LESS);
      const { weights } = state;
      if (weights.learnt * learntMost + weights.listed * listedMost < TELLING) return null;
      return Math.tanh((weights.learnt * learnt + weights.listed * listed + weights.shift) / 2);
    },
    rows: () => rowsOf(state),
  };
}

/** Texts as they are counted again when they are read from the table: whole numbers, and weights in millionths. */
function* rowsOf({ totals, counts, weights }: State): Generator<SentimentRow> {
  if (totals.positive === 0) return;
  yield { class: 'positive', ngram: '', n: totals.positive };
  yield { class: 'negative', ngram: '', n: totals.negative };
  yield { class: 'weights', ngram: 'learnt', n: Math.round(weights.learnt * MILLION) };
  yield { class: 'weights', ngram: 'listed', n: Math.round(weights.listed * MILLION) };
  yield { class: 'weights', ngram: weights.shift >= 0 ? 'up' : 'down', n: Math.round(Math.abs(weights.shift) * MILLION) };
  for (const [ngram, { positive, negative }] of counts) {
    if (positive > 0) yield { class: 'positive', ngram, n: positive };
    if (negative > 0) yield { class: 'negative', ngram, n: negative };
  }
}

/** The weights as the table holds them, so that a model judges the same before and after it was written. */
function rounded({ learnt, listed, shift }: Weights): Weights {
  const round = (value: number): number => Math.round(value * MILLION) / MILLION;
  return { learnt: round(learnt), listed: round(listed), shift: round(shift) };
}

function countTerms(texts: readonly ScoredOpinion[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const { opinion, isPositive } of texts) for (const term of opinion.terms) countOf(counts, term)[isPositive ? 'positive' : 'negative'] += 1;
  if (texts.length >= MANY) for (const [term, { positive, negative }] of counts) if (positive + negative < 2) counts.delete(term);
  return counts;
}

function countOf(counts: Map<string, Count>, term: string): Count {
  let count = counts.get(term);
  if (!count) {
    count = { positive: 0, negative: 0 };
    counts.set(term, count);
  }
  return count;
}

const NOTHING_LESS: Count = { positive: 0, negative: 0 };
const LESS_POSITIVE: Count = { positive: 1, negative: 0 };
const LESS_NEGATIVE: Count = { positive: 0, negative: 1 };

/** What speaks for content in a text, and how much it would if all of it spoke for the same. */
interface Spoken {
  learnt: number;
  learntMost: number;
  listed: number;
  listedMost: number;
}

function evidenceOf(opinion: Opinion, state: State, less: Count): Spoken {
  const [learnt, learntMost] = learntIn(opinion, state, less);
  const [listed, listedMost] = listedIn(opinion, state.language);
  return { learnt, learntMost, listed, listedMost };
}

/**
 * For each n-gram the log odds of the texts that it stood in, against those of all texts; their sum is divided by the root of
 * their number, because n-grams of one word say the same thing several times (measured: 0.5 points of accuracy, and
 * probabilities that hold).
 */
function learntIn(opinion: Opinion, { totals, counts }: State, less: Count): [sum: number, most: number] {
  const all = totals.positive + totals.negative;
  if (all === 0) return [0, 0];
  const expected = { positive: (SMOOTHING * totals.positive) / all, negative: (SMOOTHING * totals.negative) / all };
  const base = Math.log(totals.positive / totals.negative);
  let sum = 0;
  let most = 0;
  let seen = 0;
  for (const term of opinion.terms) {
    const count = counts.get(term);
    if (!count) continue;
    let odds = less === NOTHING_LESS ? count.odds : undefined;
    if (odds === undefined) {
      const positive = count.positive - less.positive;
      const negative = count.negative - less.negative;
      if (positive + negative <= 0) continue;
      odds = Math.log((positive + expected.positive) / (negative + expected.negative)) - base;
      if (less === NOTHING_LESS) count.odds = odds;
    }
    seen += 1;
    sum += odds;
    most += Math.abs(odds);
  }
  const root = Math.sqrt(Math.max(1, seen));
  return [sum / root, most / root];
}

/** The valences of listed words and signs, divided likewise. */
function listedIn(opinion: Opinion, language: string): [sum: number, most: number] {
  const lexicon = lexiconOf(language);
  const found = lexicon ? lookUp(opinion.tokens, lexicon) : { sum: 0, most: 0, hits: 0 };
  for (const sign of opinion.signs) {
    const valence = signValence(sign);
    found.sum += valence;
    found.most += Math.abs(valence);
    found.hits += valence === 0 ? 0 : 1;
  }
  const root = Math.sqrt(Math.max(1, found.hits));
  return [found.sum / root, found.most / root];
}
