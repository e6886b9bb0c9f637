import { bind, sql } from '@heed/store';
import { adjustedWaldNps } from '../statistics/adjusted-wald-nps.ts';
import { defineMetric, MINIMUM_SAMPLE } from './metric.ts';

/**
 * From here on a judgement is positive, and below its negative it is negative; what lies between is neutral, the middle
 * quarter of the scale, with its lower end as all bins have theirs. Judges scatter what is matter-of-fact around 0 and seldom on it, so a narrow middle, such as the
 * ±0.05 that VADER names for its own score, would count that scatter as feeling. ¼ is also a number that Float32, the
 * column's type, holds exactly.
 */
export const SENTIMENT_BAND = 0.25;

const edge = bind('Float32', SENTIMENT_BAND);

/** Beyond the scale for nobody's judgement: plain numbers are compared faster than nullable ones, and never as null. */
const judgement = sql`ifNull(sentiment, 2)`;

/** Net sentiment: what is neutral is part of n, as passives are of NPS; words that nobody judged are `excluded`. */
export const sentiment = defineMetric({
  id: 'sentiment',
  population: 'customers',
  version: 'sentiment@2',
  title: 'Sentiment',
  readings: true,
  description: `Net sentiment: the share of positive feedback (${SENTIMENT_BAND} and above on a scale from −1 to 1) minus the share of negative feedback (below −${SENTIMENT_BAND}) among all whose words were judged, by their sender or else when they were read, in points from −100 to 100.`,
  unit: 'points',
  better: 'higher',
  min: -100,
  max: 100,
  minimumSample: MINIMUM_SAMPLE,
  // A net of two shares of the same answers, as the net promoter score is.
  intervalMethod: '95 %, adjusted Wald (Rocks 2016)',
  answered: sql`${judgement} >= -1 AND ${judgement} <= 1`,
  answers: { answer: judgement, from: -1, to: 1, bins: 8, middle: -SENTIMENT_BAND, upper: SENTIMENT_BAND },
  tallies: {
    positive: { when: sql`${judgement} >= ${edge}` },
    negative: { when: sql`${judgement} < -${edge}` },
  },
  estimate: ({ positive, negative, n }) => adjustedWaldNps({ promoters: positive, detractors: negative, n }),
});
