import { type CsatScale, percent, wilson } from '@heed/domain';
import { bind, sql } from '@heed/store';
import { defineMetric, MINIMUM_SAMPLE, type MetricDefinition } from './metric.ts';

/** How many of the highest answers of a scale count as satisfied. Answers on different scales are never mixed. */
const TOP_BOXES: Readonly<Record<CsatScale, number>> = { 3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 10: 3 };

/** The answer, and 0 for none: plain numbers are compared faster than nullable ones, and never as null. */
const answer = sql`ifNull(csat, 0)`;

/** Customer satisfaction on one scale: the share of answers in the scale's top boxes, in percent. */
export function csat(scale: CsatScale): MetricDefinition {
  const boxes = TOP_BOXES[scale];
  const lowest = scale - boxes + 1;
  return defineMetric({
    id: `csat${scale}`,
    population: 'customers',
    version: `csat${scale}@1`,
    title: scale === 5 ? 'CSAT' : `CSAT (1–${scale})`,
    description: `Customer satisfaction on the scale 1–${scale}: the share of answers ${boxes === 1 ? scale : `${lowest}–${scale}`}, in percent.`,
    unit: 'percent',
    better: 'higher',
    min: 0,
    max: 100,
    minimumSample: MINIMUM_SAMPLE,
    intervalMethod: '95 %, Wilson score',
    answered: sql`csat_scale = ${bind('UInt8', scale)} AND ${answer} >= 1 AND ${answer} <= ${bind('UInt8', scale)}`,
    // Dissatisfied are as many of the lowest answers as of the highest are satisfied: 1–2, 3 and 4–5 on the scale 1–5.
    answers: { answer, from: 1, to: scale, bins: null, middle: boxes + 1, upper: lowest },
    tallies: { satisfied: { when: sql`${answer} >= ${bind('UInt8', lowest)}` } },
    estimate: ({ satisfied, n }) => percent(wilson({ hits: satisfied, n })),
  });
}
