import type { MetricInfo } from '#lib/api/documents.ts';
import type { Distribution } from '#lib/api/insight-documents.ts';
import { niceStep } from './trend-model.ts';

type Answer = Distribution['answers'][number];
export type AnswerBand = Answer['band'];

/** Neighbouring answers that mean the same for the metric. */
export interface BandStretch {
  band: AnswerBand;
  /** Index of the first and of the last answer. */
  start: number;
  end: number;
  n: number;
  /** In percent of all answers. */
  share: number;
}

/** Answers as columns. */
export interface DistributionModel {
  metric: MetricInfo;
  n: number;
  excluded: number;
  answers: Answer[];
  bands: BandStretch[];
  /** Whether there is anything to compare with. */
  compared: boolean;
  axis: { max: number; step: number };
  empty: boolean;
}

/** Decides what to draw of a distribution. Columns begin at zero. */
export function distributionModel({ metric, n, excluded, answers }: Distribution): DistributionModel {
  const bands: BandStretch[] = [];
  answers.forEach(({ band, n: given, share }, index) => {
    const last = bands.at(-1);
    if (last?.band === band) Object.assign(last, { end: index, n: last.n + given, share: last.share + (share ?? 0) });
    else bands.push({ band, start: index, end: index, n: given, share: share ?? 0 });
  });
  const highest = Math.max(1, ...answers.flatMap(({ share, high, previousShare }) => [share ?? 0, high ?? 0, previousShare ?? 0]));
  const step = niceStep(highest, 4);
  return {
    metric,
    n,
    excluded,
    answers,
    bands,
    compared: answers.some(({ previousShare }) => previousShare !== null),
    axis: { max: Math.min(100, Math.ceil(highest / step) * step), step },
    empty: n === 0,
  };
}

/** The share of all answers in one band, in percent; bands may come in several stretches. */
export const shareOf = ({ bands }: DistributionModel, band: AnswerBand): number => bands.filter((one) => one.band === band).reduce((sum, one) => sum + one.share, 0);
