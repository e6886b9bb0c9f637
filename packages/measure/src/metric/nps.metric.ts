import { sql } from '@heed/store';
import { adjustedWaldNps } from '../statistics/adjusted-wald-nps.ts';
import { defineMetric, MINIMUM_SAMPLE } from './metric.ts';

/** The answer, and 255 for none: plain numbers are compared faster than nullable ones, and never as null. */
const answer = sql`ifNull(nps, 255)`;

/** Net promoter score (Reichheld 2003): passives are part of n. */
export const nps = defineMetric({
  id: 'nps',
  population: 'customers',
  version: 'nps@1',
  title: 'NPS',
  description: 'Net promoter score: the share of answers 9–10 minus the share of answers 0–6 to "how likely are you to recommend us?" (0–10), in points from −100 to 100.',
  unit: 'points',
  better: 'higher',
  min: -100,
  max: 100,
  minimumSample: MINIMUM_SAMPLE,
  intervalMethod: '95 %, adjusted Wald (Rocks 2016)',
  answered: sql`${answer} <= 10`,
  // Detractors 0–6, passives 7–8, promoters 9–10.
  answers: { answer, from: 0, to: 10, bins: null, middle: 7, upper: 9 },
  tallies: {
    promoters: { when: sql`${answer} >= 9` },
    detractors: { when: sql`${answer} <= 6` },
  },
  estimate: adjustedWaldNps,
});
