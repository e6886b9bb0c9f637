import type { ColumnProfile } from './column-profile.ts';
import { csatScaleFor, type ColumnGuess, type ColumnMapping } from './column-target.ts';

type Score = Pick<ColumnGuess, 'target' | 'by' | 'sentence'> & Pick<ColumnMapping, 'csatScale' | 'cesScale'>;

/** Fewer answers than this say little about how far a scale goes. */
const TELLING = 30;

/**
 * A name that says which score it is needs fewer good values than a plain "rating": the rows with other values are
 * refused one by one, with the reason, which is better than to lose the score of all.
 */
const ENOUGH = { named: 0.5, rating: 0.9 };

/**
 * What a column is whose name speaks of sentiment. Vendors write it on many scales, and a number outside of −1 to 1 says that
 * it is another one; so do many numbers of which none is negative, for then it runs from 0 to 1.
 */
export function sentimentGuess({ filled, decimals: { share, min, max } }: ColumnProfile): Score | { refused: string } {
  if (filled === 0) return { target: 'sentiment', by: 'name', sentence: 'is the sentiment from -1 to 1: it has no values yet' };
  if (share < ENOUGH.named) return { refused: 'its values are not numbers from -1 to 1' };
  if (min < -1 || max > 1) return { refused: `its values run from ${min} to ${max}, not from -1 to 1` };
  if (min >= 0 && filled >= TELLING) return { refused: 'none of its values is below 0, so its scale seems not to run from -1 to 1' };
  return { target: 'sentiment', by: 'name and values', sentence: `is the sentiment from -1 (negative) to 1 (positive): its values run from ${min} to ${max}${share < 1 ? ', and rows with other values will be refused' : ''}` };
}

/** What a column is whose name speaks of a score, by its values; else why its values are no answers on a known scale. */
export function scoreGuess(hint: 'nps' | 'enps' | 'csat' | 'ces' | 'rating', { filled, answers }: ColumnProfile): Score | { refused: string } {
  const { share, min, max } = answers;
  if (filled > 0 && share < (hint === 'rating' ? ENOUGH.rating : ENOUGH.named)) {
    return { refused: 'its values are not whole numbers from 0 to 10, which the answers of every known scale are' };
  }
  const range = filled === 0 ? 'it has no values yet' : `its values are whole numbers from ${min} to ${max}${share < 1 ? ', and rows with other values will be refused' : ''}`;
  if (hint === 'nps' || hint === 'enps') {
    return { target: hint, by: filled === 0 ? 'name' : 'name and values', sentence: `is ${hint === 'nps' ? 'an NPS' : 'an eNPS'} answer from 0 to 10: ${range}` };
  }
  if (hint === 'ces') {
    if (filled > 0 && (min < 1 || max > 7)) return { refused: `${range}, not answers from 1 to 7` };
    const cesScale = max <= 5 && filled >= TELLING ? 5 : 7;
    return { target: 'ces', by: filled === 0 ? 'name' : 'name and values', cesScale, sentence: `is a customer effort answer (CES 2.0, 1 to ${cesScale}, high is easy): ${range}` };
  }
  if (hint === 'rating' && filled > 0 && min === 0 && max > 5) {
    return { target: 'nps', by: 'values', sentence: `is an NPS answer from 0 to 10: ${range}, and only that scale has a zero` };
  }
  const csatScale = filled === 0 ? 5 : csatScaleFor(max);
  if (csatScale === undefined || (filled > 0 && min < 1)) return { refused: `${range}, which is no scale that Heed knows` };
  const small = filled > 0 && filled < TELLING && max < csatScale ? '; few values, so the scale is a guess' : '';
  return { target: 'csat', by: hint === 'csat' && filled === 0 ? 'name' : 'name and values', csatScale, sentence: `is a satisfaction answer from 1 to ${csatScale}: ${range}${small}` };
}
