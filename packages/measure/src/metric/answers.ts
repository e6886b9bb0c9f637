import { bind, sql, type Sql } from '@heed/store';

/** What an answer means for its metric: for NPS promoter, passive or detractor. */
export const BANDS = ['good', 'neutral', 'bad'] as const;
export type Band = (typeof BANDS)[number];

/** The answers that a metric is made of. Its value is the mean of what its answers are worth. */
export interface Answers {
  /** The answer in a row for which `answered` holds, as a number; in other rows anything, but never null. */
  answer: Sql;
  /** The lowest and the highest answer. */
  from: number;
  to: number;
  /** Into so many bins of equal width are answers put that may be any number; null for whole numbers, each of which stands for itself. */
  bins: number | null;
  /** The lowest answers of the middle and of the upper band; equal where there is no middle. With bins, edges of them. */
  middle: number;
  upper: number;
}

/** Where neither direction is better, high answers are called good. */
type Better = 'higher' | 'lower' | 'neither';

/** One possible answer, or a bin of them. */
export interface AnswerStep {
  /** The answer, or the lower end of the bin, which is in it. */
  answer: number;
  /** The upper end of the bin, which is in the last bin only; null for an answer that stands for itself. */
  upTo: number | null;
  band: Band;
}

/** Every possible answer of a metric, lowest first. */
export function answerSteps({ better, answers }: { better: Better; answers: Answers }): AnswerStep[] {
  const { from, to, bins } = answers;
  const bandOf = (answer: number): Band => {
    if (answer >= answers.upper) return better === 'lower' ? 'bad' : 'good';
    if (answer >= answers.middle) return 'neutral';
    return better === 'lower' ? 'good' : 'bad';
  };
  if (bins === null) return Array.from({ length: to - from + 1 }, (_, index) => ({ answer: from + index, upTo: null, band: bandOf(from + index) }));
  // One division at the end, so that an edge is the number nearest to what people would write: −0.4, not −0.39999999999999997.
  const edge = (index: number): number => (from * (bins - index) + to * index) / bins;
  return Array.from({ length: bins }, (_, index) => ({ answer: edge(index), upTo: edge(index + 1), band: bandOf(edge(index)) }));
}

/** True, over columns of feedback, for an answered row whose answer is in a band. */
export function inBand(band: Band, { better, answers: { answer, middle, upper } }: { better: Better; answers: Answers }): Sql {
  if (band === 'neutral') return sql`${answer} >= ${bind('Float64', middle)} AND ${answer} < ${bind('Float64', upper)}`;
  return (band === 'good') === (better !== 'lower') ? sql`${answer} >= ${bind('Float64', upper)}` : sql`${answer} < ${bind('Float64', middle)}`;
}
