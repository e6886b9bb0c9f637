import { bind, count, defineQuery, sql, type Sql } from '@heed/store';
import * as z from 'zod';
import { MEASURES, type LoopMeasure } from '../loop/durations.ts';
import { COHORT_SETTINGS, cohortSchema, exampleCohorts, LOOP_CLOCKS, loopsOf, placeOf, type Cohort, type LoopClock } from './cohort.ts';
import { estimateOf, packed } from './product-limit.ts';

/** Steps and marks of a curve that is drawn: more would fall on one pixel. */
const MAX_STEPS = 200;
/** With the last one beside those that are chosen there are no more than MAX_STEPS. */
const LEVELS = MAX_STEPS - 2;

const params: z.ZodType<{ cohort: Cohort; measure: LoopMeasure; clock: LoopClock }> = z.strictObject({ cohort: cohortSchema, measure: z.enum(MEASURES), clock: z.enum(LOOP_CLOCKS) });
const shares = z.array(z.number());

/** The elements of an array for which another one of the same length says so. */
const kept = (array: Sql, flags: Sql): Sql => sql`arrayFilter((value, keep) -> keep, ${array}, ${flags})`;

/** Which of sorted elements to keep: all of a few; of many the first on each level, and the last. */
function thinned(levels: Sql): Sql {
  return sql`arrayMap((level, before, place) -> length(${levels}) <= ${bind('UInt32', MAX_STEPS)} OR place = length(${levels}) OR place = 1 OR level != before, ${levels}, arrayShiftRight(${levels}, 1), arrayEnumerate(${levels}))`;
}

/**
 * The curves of all groups, each with at most MAX_STEPS of its steps and as many marks of who was censored. Of many steps it keeps
 * the first that reaches each 198th of the height, and the last: they stand at their exact times with their exact shares, and
 * between them the curve is off by less than a 198th. Of many marks it keeps the first in each 198th of the width, and the last.
 */
export const curves = defineQuery({
  name: 'loops.curves',
  params,
  row: z.object({ place: count, n: count, times: z.array(count), share: shares, low: shares, high: shares, atRisk: z.array(count), censored: z.array(count) }),
  sql: ({ cohort, measure, clock }) => {
    const estimate = estimateOf('loops_of_group');
    const { sorted, logs, errors, next } = estimate;
    return sql`
      SELECT place, n,
             ${kept(sql`step_times`, sql`chosen`)} AS times,
             arrayMap(log -> exp(log), ${kept(sql`step_logs`, sql`chosen`)}) AS share,
             arrayMap((log, error) -> if(exp(log) = 0, 0, exp(log - error)), ${kept(sql`step_logs`, sql`chosen`)}, ${kept(sql`step_errors`, sql`chosen`)}) AS low,
             arrayMap((log, error) -> if(exp(log) = 0, 0, least(1, exp(log + error))), ${kept(sql`step_logs`, sql`chosen`)}, ${kept(sql`step_errors`, sql`chosen`)}) AS high,
             ${kept(sql`step_at_risk`, sql`chosen`)} AS atRisk,
             ${kept(sql`marks`, sql`marked`)} AS censored
      FROM
      (
          SELECT place, n, step_times, step_logs, step_errors, step_at_risk, marks,
                 arrayMap(log -> toUInt8(floor((1 - exp(log)) * ${bind('UInt8', LEVELS)})), step_logs) AS step_levels,
                 ${thinned(sql`step_levels`)} AS chosen,
                 arrayMap(mark -> toUInt8(intDiv(mark * ${bind('UInt8', LEVELS)}, greatest(marks[-1], 1))), marks) AS mark_levels,
                 ${thinned(sql`mark_levels`)} AS marked
          FROM
          (
              SELECT place, length(${sorted}) AS n, ${estimate.columns},
                     arrayMap((loop, next) -> bitAnd(loop, 1) = 0 AND loop != next, ${sorted}, ${next}) AS steps,
                     arrayMap(loop -> bitShiftRight(loop, 1), ${kept(sorted, sql`steps`)}) AS step_times,
                     ${kept(logs, sql`steps`)} AS step_logs,
                     ${kept(errors, sql`steps`)} AS step_errors,
                     ${kept(sql`arrayMap((place, nth) -> length(${sorted}) - place + nth, arrayEnumerate(${sorted}), arrayEnumerateUniq(${sorted}))`, sql`steps`)} AS step_at_risk,
                     arrayCompact(arrayMap(loop -> bitShiftRight(loop, 1), arrayFilter(loop -> bitAnd(loop, 1) = 1, ${sorted}))) AS marks
              FROM
              (
                  SELECT place, arraySort(groupArray(loop)) AS ${sorted}
                  FROM (SELECT ${placeOf(cohort)} AS place, ${packed(cohort, { measure, clock })} AS loop FROM loops FINAL WHERE ${loopsOf(cohort)})
                  GROUP BY place
              )
          )
      )`;
  },
  settings: COHORT_SETTINGS,
  examples: exampleCohorts.map((cohort) => ({ cohort, measure: 'close' as const, clock: 'working' as const })),
});
