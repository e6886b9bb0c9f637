import type { FeedbackInput } from '@heed/domain';
import type { Random } from './random.ts';

/** Whether somebody praises, complains, or does a bit of both. */
export type Opinion = 'good' | 'bad' | 'mixed';

/** The scores of a row, each with its scale. */
export type RowScores = Pick<FeedbackInput, 'nps' | 'csat' | 'csatScale' | 'ces' | 'cesScale' | 'cesVersion' | 'enps'>;

/**
 * What somebody says who gave these scores: praise at the top of the scales, complaints at their bottom, in between now
 * this, now that. Without a score the mood decides.
 */
export function opinionOf({ mood, ...scores }: RowScores & { mood: number }, random: Random): Opinion {
  const given = outOfTen(scores);
  if (given.length === 0) return opinionOfMood(mood, random);
  const mean = given.reduce((sum, score) => sum + score, 0) / given.length;
  if (mean >= 8.8) return 'good';
  if (mean <= 4.5) return 'bad';
  if (random.chance(0.4)) return 'mixed';
  return random.chance(mean >= 7 ? 0.95 : mean >= 6 ? 0.5 : 0.1) ? 'good' : 'bad';
}

/** Each given score as it would read on a scale of ten. */
function outOfTen({ nps, enps, csat, csatScale = 5, ces }: RowScores): number[] {
  const onTen = [nps, enps, csat === undefined || csatScale === 10 ? csat : CSAT_OUT_OF_TEN[csat], ces === undefined ? undefined : CES_OUT_OF_TEN[ces]];
  return onTen.filter((score) => score !== undefined);
}

/** How the steps of the shorter scales read on one of ten; index 0 is no step. */
const CSAT_OUT_OF_TEN = [undefined, 1, 3, 5, 8, 10];
const CES_OUT_OF_TEN = [undefined, 1, 2, 4, 6, 8, 9, 10];

function opinionOfMood(mood: number, random: Random): Opinion {
  if (mood < -0.75) return 'bad';
  if (mood > 0.1) return 'good';
  if (random.chance(0.45)) return 'mixed';
  return mood > -0.3 ? 'good' : 'bad';
}
