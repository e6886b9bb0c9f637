import { sql } from '@heed/store';
import { studentMean } from '../statistics/student-mean.ts';
import { wilson } from '../statistics/wilson.ts';
import { percent } from './percent.ts';
import { defineMetric, MINIMUM_SAMPLE } from './metric.ts';

/** The answer, and 0 for none: plain numbers are compared faster than nullable ones, and never as null. */
const answer = sql`ifNull(ces, 0)`;

/**
 * CES 2.0 alone: agreement with "made it easy" from 1 to 7, high is easy. CES 1.0 runs the other way and the 5-point
 * form has another mean, so neither is mixed in: such answers are `excluded`.
 */
const answered = sql`ces_version = '2.0' AND ces_scale = 7 AND ces_direction = 'high_is_easy' AND ${answer} >= 1 AND ${answer} <= 7`;

/** Hard 1–3, neither 4, easy 5–7: the agreement scale's own halves. */
const answers = { answer, from: 1, to: 7, bins: null, middle: 4, upper: 5 } as const;

const question = 'agreement with "the company made it easy for me" from 1 to 7 (CES 2.0)';

/** Customer effort score as a mean. */
export const ces = defineMetric({
  id: 'ces',
  population: 'customers',
  version: 'ces@1',
  title: 'CES',
  description: `Customer effort score: the mean ${question}; 7 is easiest.`,
  unit: 'scalePoints',
  better: 'higher',
  min: 1,
  max: 7,
  minimumSample: MINIMUM_SAMPLE,
  intervalMethod: "95 %, Student's t",
  answered,
  answers,
  tallies: {
    sum: { sum: answer },
    sumOfSquares: { sum: sql`${answer} * ${answer}` },
  },
  estimate: (counts) => studentMean(counts, { min: 1, max: 7 }),
});

/** Customer effort score as a share: answers 5–7. */
export const cesEasy = defineMetric({
  id: 'cesEasy',
  population: 'customers',
  version: 'cesEasy@1',
  title: 'CES easy',
  description: `Share of customers who found it easy, in percent: answers 5–7 of ${question}.`,
  unit: 'percent',
  better: 'higher',
  min: 0,
  max: 100,
  minimumSample: MINIMUM_SAMPLE,
  intervalMethod: '95 %, Wilson score',
  answered,
  answers,
  tallies: { easy: { when: sql`${answer} >= 5` } },
  estimate: ({ easy, n }) => percent(wilson({ hits: easy, n })),
});
