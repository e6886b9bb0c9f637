import { bind, count, defineQuery, sql } from '@heed/store';
import * as z from 'zod';
import type { Lifetime } from '../survival/kaplan-meier.ts';
import { COHORT_SETTINGS, cohortSchema, exampleCohorts, LOOP_CLOCKS, loopsOf, placeOf, type Cohort, type LoopClock } from './cohort.ts';
import { packed } from './product-limit.ts';

/** So many significant bits of a time are kept: a step of at most 0.2 % of it. */
const BITS = 10;

type Params = { cohort: Cohort; clock: LoopClock; exact: boolean };
const params: z.ZodType<Params> = z.strictObject({ cohort: cohortSchema, clock: z.enum(LOOP_CLOCKS), exact: z.boolean() });

/**
 * Times to close by group, for comparing groups (log-rank). With `exact` in milliseconds; else with ten significant bits, less
 * than 0.2 % beside the truth and on the same steps for all groups, so that a million loops are some thousand numbers: a test
 * that compares orders does not see the difference, and times that fall together count as ties.
 */
export const lifetimes = defineQuery({
  name: 'loops.lifetimes',
  params,
  row: z.object({ place: count, times: z.array(count), ended: z.array(count), censored: z.array(count) }).transform(({ place, times, ended, censored }) => ({
    place,
    lifetimes: times.map((time, index): Lifetime => ({ time, ended: ended[index] ?? 0, censored: censored[index] ?? 0 })),
  })),
  sql: ({ cohort, clock, exact }) => {
    const time = sql`bitShiftRight(loop, 1)`;
    const dropped = sql`toUInt8(greatest(0, toInt8(floor(log2(${time} + 1))) - ${bind('Int8', BITS - 1)}))`;
    return sql`
      SELECT place, groupArray(time) AS times, groupArray(ended) AS ended, groupArray(censored) AS censored
      FROM
      (
          SELECT place, ${exact ? time : sql`bitShiftLeft(bitShiftRight(${time}, ${dropped}), ${dropped})`} AS time, countIf(bitAnd(loop, 1) = 0) AS ended, countIf(bitAnd(loop, 1) = 1) AS censored
          FROM (SELECT ${placeOf(cohort)} AS place, ${packed(cohort, { measure: 'close', clock })} AS loop FROM loops FINAL WHERE ${loopsOf(cohort)})
          GROUP BY place, time
      )
      GROUP BY place`;
  },
  settings: COHORT_SETTINGS,
  examples: exampleCohorts.flatMap((cohort): Params[] => [
    { cohort, clock: 'calendar', exact: true },
    { cohort, clock: 'working', exact: false },
  ]),
});
