import { bind, count, defineQuery, sql } from '@heed/store';
import * as z from 'zod';
import { COHORT_SETTINGS, cohortSchema, exampleCohorts, loopsOf } from './cohort.ts';
import { groupColumn } from './loop-grouping.ts';

/** The groups with the most loops, most first, and how many groups and loops there are. */
export const groups = defineQuery({
  name: 'loops.groups',
  params: z.strictObject({ cohort: cohortSchema, limit: z.number().int().min(1) }),
  row: z.object({ key: z.string(), opened: count, groups: count, loops: count }),
  sql: ({ cohort, limit }) => sql`
    SELECT key, opened, count() OVER () AS groups, sum(opened) OVER () AS loops
    FROM (SELECT ${cohort.by === null ? sql`''` : sql`toString(${groupColumn(cohort.by)})`} AS key, count() AS opened FROM loops FINAL WHERE ${loopsOf(cohort)} GROUP BY key)
    ORDER BY opened DESC, key
    LIMIT ${bind('UInt32', limit)}`,
  settings: COHORT_SETTINGS,
  examples: exampleCohorts.map((cohort) => ({ cohort, limit: 20 })),
});

/**
 * Every department that holds a loop or held it last: those whose calendars are asked for the working time until now. Older revisions of a row
 * may name one more, which does no harm, so it is read without FINAL in a fifth of the time.
 */
export const departmentsOfLoops = defineQuery({
  name: 'loops.departments',
  params: z.strictObject({}),
  row: z.object({ department: z.string() }),
  sql: () => sql`SELECT DISTINCT toString(department) AS department FROM loops`,
  examples: [{}],
});
