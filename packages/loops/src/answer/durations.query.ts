import { count, defineQuery, identifier, join, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { MEASURES } from '../loop/durations.ts';
import type { SurvivalQuantile } from '../survival/kaplan-meier.ts';
import { COHORT_SETTINGS, cohortSchema, exampleCohorts, LOOP_CLOCKS, loopsOf, placeOf, type Cohort, type LoopClock } from './cohort.ts';
import { estimateOf, packed, quantilesOf, readQuantiles } from './product-limit.ts';

/** How long one measure takes in a group. */
export interface Durations {
  /** Loops that it is looked at in, those in which it has not happened included. */
  n: number;
  /** Those in which it has happened. */
  reached: number;
  /** The plain median of those, which forgets the others; null when there are none. */
  closedOnlyMedian: number | null;
  /** One a share that was asked for. */
  quantiles: SurvivalQuantile[];
}

/** Of each group one entry a measure, in the order of MEASURES. */
export interface GroupDurations {
  place: number;
  measures: Durations[];
}

const row = z
  .object({ place: count, n: count, reached: z.array(count), closedOnly: z.array(z.number().nullable()), quantiles: z.array(z.array(whole)) })
  .transform(({ place, n, reached, closedOnly, quantiles }): GroupDurations => ({
    place,
    measures: quantiles.map((numbers, index) => ({ n, reached: reached[index] ?? 0, closedOnlyMedian: closedOnly[index] ?? null, quantiles: readQuantiles(numbers) })),
  }));

type Params = { cohort: Cohort; clock: LoopClock; shares: number[] };
const params: z.ZodType<Params> = z.strictObject({ cohort: cohortSchema, clock: z.enum(LOOP_CLOCKS), shares: z.array(z.number()).min(1) });
const columns = MEASURES.map((_, index) => `times${index}`);
const list = (pieces: readonly Sql[]): Sql => join(pieces, { by: sql`, ` });

/** Of sorted numbers `2 * time` the middle time, or that between the two in the middle. */
const plainMedian = (sorted: Sql): Sql =>
  sql`if(empty(${sorted}), NULL, (${sorted}[intDiv(length(${sorted}) + 1, 2)] + ${sorted}[intDiv(length(${sorted}), 2) + 1]) / 4)`;

/** All five measures of all groups and of everything on one clock, by one scan; `shares` are 0.5 for medians, 0.9 for p90. */
export const durations = defineQuery({
  name: 'loops.durations',
  params,
  row,
  sql: ({ cohort, clock, shares }) => {
    const names = columns.map((name) => identifier(name));
    const loops = MEASURES.map((_, index) => identifier(`loop${index}`));
    const happened = MEASURES.map((_, index) => identifier(`happened${index}`));
    const estimates = columns.map(estimateOf);
    const quantiles = estimates.map((estimate) => quantilesOf(estimate, shares));
    const arrays = list(estimates.flatMap(({ sorted, logs, errors, next }) => [sorted, logs, errors, next]));
    // One step of the reckoning a level: an expression that stands in several others would be planned several times.
    return sql`
      SELECT place, length(${identifier('times0')}) AS n, reached, closedOnly, [${list(quantiles.map((one) => one.quantiles))}] AS quantiles
      FROM
      (
          SELECT place, reached, closedOnly, ${arrays}, ${list(quantiles.map((one) => one.columns))}
          FROM
          (
              SELECT place, ${list(names)}, ${list(estimates.map((estimate) => estimate.columns))},
                     ${list(names.map((name, index) => sql`arrayFilter(loop -> bitAnd(loop, 1) = 0, ${name}) AS ${happened[index] as Sql}`))},
                     [${list(happened.map((array) => sql`length(${array})`))}] AS reached, [${list(happened.map(plainMedian))}] AS closedOnly
              FROM
              (
                  SELECT place, ${list(names.map((name, index) => sql`arraySort(groupArray(${loops[index] as Sql})) AS ${name}`))}
                  FROM (SELECT ${placeOf(cohort)} AS place, ${list(MEASURES.map((measure, index) => sql`${packed(cohort, { measure, clock })} AS ${loops[index] as Sql}`))} FROM loops FINAL WHERE ${loopsOf(cohort)})
                  GROUP BY place WITH ROLLUP
              )
          )
      )`;
  },
  settings: COHORT_SETTINGS,
  examples: exampleCohorts.flatMap((cohort): Params[] => [
    { cohort, clock: 'calendar', shares: [0.5, 0.9] },
    { cohort, clock: 'working', shares: [0.5] },
  ]),
});
