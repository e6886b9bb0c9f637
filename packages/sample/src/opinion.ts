import type { FeedbackInput } from '@heed/domain';
import type { Random } from './random.ts';

/** Whether somebody praises, complains, or does a bit of both. */
export type Opinion = 'good' | 'bad' | 'mixed';

/** The scores of a row, each with its scale. */
export type RowScores = Pick<FeedbackInput, 'nps' | 'csat' | 'csatScale' | 'ces' | 'cesScale' | 'cesVersion' | 'enps'>;

/**
 * What somebody says who gave these scores: praise at the top of a scale, complaints at its bottom, in between now this,
 * now that. Without a score the mood decides.
 */
export function opinionOf({ mood, nps, csat, csatScale = 5, ces, enps }: RowScores & { mood: number }, random: Random): Opinion {
  const outOfTen = nps ?? enps ?? (csat === undefined ? undefined : csatScale === 10 ? csat : CSAT_OUT_OF_TEN[csat]) ?? (ces === undefined ? undefined : CES_OUT_OF_TEN[ces]);
  if (outOfTen === undefined) return opinionOfMood(mood, random);
  if (outOfTen >= 9) return 'good';
  if (outOfTen <= 4) return 'bad';
  if (random.chance(0.4)) return 'mixed';
  return random.chance(outOfTen >= 7 ? 0.88 : 0.15) ? 'good' : 'bad';
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
