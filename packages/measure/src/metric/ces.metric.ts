import { percent, wilson } from '@heed/domain';
import { sql } from '@heed/store';
import { studentMean } from '../statistics/student-mean.ts';
import { defineMetric, MINIMUM_SAMPLE } from './metric.ts';

/** The answer, and 0 for none: plain numbers are compared faster than nullable ones, and never as null. */
const answer = sql`ifNull(ces, 0)`;

/**
 * Answers to one question each. CES 1.0 runs the other way and the 5-point form of CES 2.0 has another mean, so none is
 * mixed with another: answers to the other questions are `excluded`.
 */
const agreement = sql`ces_version = '2.0' AND ces_scale = 7 AND ces_direction = 'high_is_easy' AND ${answer} >= 1 AND ${answer} <= 7`;
const agreementOnFive = sql`ces_version = '2.0' AND ces_scale = 5 AND ces_direction = 'high_is_easy' AND ${answer} >= 1 AND ${answer} <= 5`;
const effort = sql`ces_version = '1.0' AND ces_scale = 5 AND ces_direction = 'high_is_hard' AND ${answer} >= 1 AND ${answer} <= 5`;

const tallies = {
  sum: { sum: answer },
  sumOfSquares: { sum: sql`${answer} * ${answer}` },
};

/** Hard 1–3, neither 4, easy 5–7: the agreement scale's own halves; on five points 1–2, 3 and 4–5. */
const answers = { answer, from: 1, to: 7, bins: null, middle: 4, upper: 5 } as const;
const answersOnFive = { answer, from: 1, to: 5, bins: null, middle: 3, upper: 4 } as const;

const question = 'agreement with "the company made it easy for me" from 1 to 7 (CES 2.0)';
const questionOnFive = 'agreement with "the company made it easy for me" from 1 to 5 (CES 2.0 on five points)';

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
  answered: agreement,
  answers,
  tallies,
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
  answered: agreement,
  answers,
  tallies: { easy: { when: sql`${answer} >= 5` } },
  estimate: ({ easy, n }) => percent(wilson({ hits: easy, n })),
});

/** CES 2.0 asked on five points, as a mean. */
export const ces5 = defineMetric({
  id: 'ces5',
  population: 'customers',
  version: 'ces5@1',
  title: 'CES (1–5)',
  description: `Customer effort score on five points: the mean ${questionOnFive}; 5 is easiest. Not to be compared with the 7-point form.`,
  unit: 'scalePoints',
  better: 'higher',
  min: 1,
  max: 5,
  minimumSample: MINIMUM_SAMPLE,
  intervalMethod: "95 %, Student's t",
  answered: agreementOnFive,
  answers: answersOnFive,
  tallies,
  estimate: (counts) => studentMean(counts, { min: 1, max: 5 }),
});

/** CES 2.0 asked on five points, as a share: answers 4–5. */
export const ces5Easy = defineMetric({
  id: 'ces5Easy',
  population: 'customers',
  version: 'ces5Easy@1',
  title: 'CES easy (1–5)',
  description: `Share of customers who found it easy, in percent: answers 4–5 of ${questionOnFive}.`,
  unit: 'percent',
  better: 'higher',
  min: 0,
  max: 100,
  minimumSample: MINIMUM_SAMPLE,
  intervalMethod: '95 %, Wilson score',
  answered: agreementOnFive,
  answers: answersOnFive,
  tallies: { easy: { when: sql`${answer} >= 4` } },
  estimate: ({ easy, n }) => percent(wilson({ hits: easy, n })),
});

/** CES 1.0 (Dixon, Freeman and Toman 2010): the effort itself, so high is hard. */
export const ces1 = defineMetric({
  id: 'ces1',
  population: 'customers',
  version: 'ces1@1',
  title: 'CES 1.0',
  description: 'Customer effort in its first form: the mean answer from 1 to 5 to "how much effort did you personally have to put forth?" (CES 1.0); 1 is easiest, 5 is hardest.',
  unit: 'scalePoints',
  better: 'lower',
  min: 1,
  max: 5,
  minimumSample: MINIMUM_SAMPLE,
  intervalMethod: "95 %, Student's t",
  answered: effort,
  answers: answersOnFive,
  tallies,
  estimate: (counts) => studentMean(counts, { min: 1, max: 5 }),
});
