import { defineQuery, moment, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { OPEN } from '../filter/standing.ts';
import { COHORT_SETTINGS, ageOnWorkingClock, cohortSchema, exampleCohorts, loopsOf, placeOf, type Cohort } from './cohort.ts';

/** For how long loops were held, waiting for the customer apart; milliseconds on both clocks. */
export interface Held {
  legs: number;
  held: number;
  heldWorking: number;
  waiting: number;
  waitingWorking: number;
}

/**
 * Of the leg that is still running the table says how long it was up to `leg_to`; what came after is waiting as long as the customer
 * is waited for, else held. On the working clock that is what the whole loop has had until now, less all that the table says.
 */
export function sinceLastChange(cohort: Cohort): { calendar: Sql; working: Sql } {
  const said = sql`(arraySum(leg_working) + arraySum(leg_waiting_working))`;
  return {
    calendar: sql`if(${OPEN}, greatest(0, toUnixTimestamp64Milli(${moment(cohort.calendar.now)}) - toUnixTimestamp64Milli(leg_to[-1])), 0)`,
    working: sql`if(${OPEN}, greatest(0, ${ageOnWorkingClock(cohort)} - ${said}), 0)`,
  };
}

const row = z.object({ legs: whole, held: whole, heldWorking: whole, waiting: whole, waitingWorking: whole });

/** The legs of the loops of each group and of everything. */
export const legsOfGroups = defineQuery({
  name: 'loops.legsOfGroups',
  params: z.strictObject({ cohort: cohortSchema }),
  row: row.extend({ place: whole }),
  sql: ({ cohort }) => {
    const { calendar, working } = sinceLastChange(cohort);
    return sql`
      SELECT place, sum(number) AS legs, sum(ms) AS held, sum(ms_working) AS heldWorking, sum(waiting_ms) AS waiting, sum(waiting_working) AS waitingWorking
      FROM
      (
          SELECT ${placeOf(cohort)} AS place, length(leg_departments) AS number, waiting_since IS NOT NULL AS waits, ${calendar} AS more, ${working} AS more_working,
                 arraySum(leg_ms) + if(waits, 0, more) AS ms, arraySum(leg_working) + if(waits, 0, more_working) AS ms_working,
                 arraySum(leg_waiting_ms) + if(waits, more, 0) AS waiting_ms, arraySum(leg_waiting_working) + if(waits, more_working, 0) AS waiting_working
          FROM loops FINAL
          WHERE ${loopsOf(cohort)}
      )
      GROUP BY place WITH ROLLUP`;
  },
  settings: COHORT_SETTINGS,
  examples: exampleCohorts.map((cohort) => ({ cohort })),
});

/** The legs that each department had in the loops of a cohort, also in those that went on to another. */
export const legsOfDepartments = defineQuery({
  name: 'loops.legsOfDepartments',
  params: z.strictObject({ cohort: cohortSchema }),
  row: row.extend({ department: z.string() }),
  sql: ({ cohort }) => {
    const { calendar, working } = sinceLastChange(cohort);
    return sql`
      SELECT toString(leg) AS department, count() AS legs,
             sum(ms + if(last AND NOT waits, more, 0)) AS held, sum(ms_working + if(last AND NOT waits, more_working, 0)) AS heldWorking,
             sum(waiting_ms + if(last AND waits, more, 0)) AS waiting, sum(waiting_working + if(last AND waits, more_working, 0)) AS waitingWorking
      FROM
      (
          SELECT leg_departments, leg_ms, leg_working, leg_waiting_ms, leg_waiting_working, waiting_since IS NOT NULL AS waits, ${calendar} AS more, ${working} AS more_working,
                 arrayMap(nth -> nth = length(leg_departments), arrayEnumerate(leg_departments)) AS lasts
          FROM loops FINAL
          WHERE ${loopsOf(cohort)}
      )
      ARRAY JOIN leg_departments AS leg, leg_ms AS ms, leg_working AS ms_working, leg_waiting_ms AS waiting_ms, leg_waiting_working AS waiting_working, lasts AS last
      GROUP BY leg`;
  },
  settings: COHORT_SETTINGS,
  examples: exampleCohorts.map((cohort) => ({ cohort })),
});
