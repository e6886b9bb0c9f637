import { sql } from '@heed/store';
import { adjustedWaldNps } from '../statistics/adjusted-wald-nps.ts';
import { defineMetric, MINIMUM_SAMPLE } from './metric.ts';

/** The answer, and 255 for none: plain numbers are compared faster than nullable ones, and never as null. */
const answer = sql`ifNull(enps, 255)`;

/** Employee net promoter score. Asked for through `employees/` only, which shows no group of fewer than five. */
export const enps = defineMetric({
  id: 'enps',
  population: 'employees',
  version: 'enps@1',
  title: 'eNPS',
  description:
    'Employee net promoter score: the share of answers 9–10 minus the share of answers 0–6 to "how likely are you to recommend us as a place to work?" (0–10), in points from −100 to 100. Shown for whole quarters that are over, and for groups of at least five people.',
  unit: 'points',
  better: 'higher',
  min: -100,
  max: 100,
  minimumSample: MINIMUM_SAMPLE,
  intervalMethod: '95 %, adjusted Wald (Rocks 2016)',
  answered: sql`${answer} <= 10`,
  // What employees answered is shown as a score only, and never answer by answer.
  answers: null,
  tallies: {
    promoters: { when: sql`${answer} >= 9` },
    detractors: { when: sql`${answer} <= 6` },
  },
  estimate: adjustedWaldNps,
});
