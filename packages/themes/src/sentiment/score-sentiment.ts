import { cesQuestion, clamp, npsBand, type CesVersion, type CsatScale } from '@heed/domain';

/**
 * From here on a judgement is positive and below its negative it is negative: the same bands as the metric `sentiment`
 * of `packages/measure` has, whose definition says why.
 */
export const SENTIMENT_BAND = 0.25;

/** The scores that came with a comment. What employees answered (eNPS) is left out: nobody may learn from a model what they said. */
export interface GivenScores {
  nps?: number | null;
  csat?: number | null;
  csatScale?: CsatScale | null;
  ces?: number | null;
  cesScale?: number | null;
  cesVersion?: CesVersion | null;
}

export type Contentment = 'positive' | 'middle' | 'negative';

/** One answer: its band, and its place among the answers of that band, from 1 (the least content) to `of`. */
interface Place {
  band: Contentment;
  rank: number;
  of: number;
}

/** How many of the highest answers are positive and of the lowest negative; as in the definitions of CSAT (top boxes) and CES. */
const CSAT_BOXES: Readonly<Record<CsatScale, number>> = { 3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 10: 3 };

/**
 * What scores say of content: NPS 9–10 against 0–6, CSAT's top boxes against as many at the bottom, CES in the direction of its
 * question. `middle` for what lies between and for scores that contradict each other; null where there is none. Only clear
 * answers teach what their words mean.
 */
export function contentmentOf(scores: GivenScores): Contentment | null {
  const bands = new Set(placesOf(scores).map(({ band }) => band));
  const [band] = bands;
  return band === undefined ? null : bands.size === 1 ? band : 'middle';
}

/**
 * The scores on the scale of sentiment, −1 to 1, so that each answer lies in its own band: positive answers are spread evenly
 * above ¼ (NPS 9 is 0.625, 10 is 1), negative ones below −¼, the middle between. The mean of several; null without any.
 */
export function scoreSentiment(scores: GivenScores): number | null {
  const places = placesOf(scores);
  if (places.length === 0) return null;
  return clamp(places.reduce((sum, place) => sum + sentimentAt(place), 0) / places.length, { min: -1, max: 1 });
}

function sentimentAt({ band, rank, of }: Place): number {
  if (band === 'middle') return (SENTIMENT_BAND * (rank - (of + 1) / 2)) / of;
  const share = band === 'positive' ? rank / of : (of + 1 - rank) / of;
  const distance = SENTIMENT_BAND + (1 - SENTIMENT_BAND) * share;
  return band === 'positive' ? distance : -distance;
}

function placesOf({ nps, csat, csatScale, ces, cesScale, cesVersion }: GivenScores): Place[] {
  const places: Place[] = [];
  if (isAnswer(nps, { from: 0, to: 10 })) places.push(npsPlace(nps));
  const scale = csatScale ?? 5;
  if (isAnswer(csat, { from: 1, to: scale })) places.push(placeOnScale(csat, { scale, boxes: CSAT_BOXES[scale] }));
  const question = cesQuestion(cesVersion ?? '2.0', cesScale ?? 7);
  if (question && isAnswer(ces, { from: 1, to: question.scale })) {
    const ease = question.direction === 'high_is_easy' ? ces : question.scale + 1 - ces;
    places.push(placeOnScale(ease, { scale: question.scale, boxes: (question.scale - 1) / 2 }));
  }
  return places;
}

function npsPlace(answer: number): Place {
  const band = npsBand(answer);
  if (band === 'promoter') return { band: 'positive', rank: answer - 8, of: 2 };
  return band === 'passive' ? { band: 'middle', rank: answer - 6, of: 2 } : { band: 'negative', rank: answer + 1, of: 7 };
}

function placeOnScale(answer: number, { scale, boxes }: { scale: number; boxes: number }): Place {
  if (answer > scale - boxes) return { band: 'positive', rank: answer - (scale - boxes), of: boxes };
  if (answer <= boxes) return { band: 'negative', rank: answer, of: boxes };
  return { band: 'middle', rank: answer - boxes, of: scale - 2 * boxes };
}

function isAnswer(answer: number | null | undefined, { from, to }: { from: number; to: number }): answer is number {
  return answer != null && Number.isInteger(answer) && answer >= from && answer <= to;
}
