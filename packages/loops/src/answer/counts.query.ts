import { count, defineQuery, join, moment, sql, type Sql } from '@heed/store';
import * as z from 'zod';
import { atRisk, breached, OPEN, WAITING } from '../filter/standing.ts';
import { COHORT_SETTINGS, cohortSchema, exampleCohorts, loopsOf, placeOf } from './cohort.ts';

/** What is counted in a group of loops; loops unless it says otherwise. */
const COUNTS = {
  opened: () => sql`true`,
  open: () => OPEN,
  atRisk,
  breached,
  waiting: () => WAITING,
  closed: () => sql`state = 'closed'`,
  acknowledged: () => sql`acknowledged_at IS NOT NULL`,
  contacted: () => sql`contacted_at IS NOT NULL`,
  resolved: () => sql`resolved_at IS NOT NULL`,
  told: () => sql`told_at IS NOT NULL`,
  confirmed: () => sql`confirmed_at IS NOT NULL`,
  /** Closed because the customer had been told. */
  closedTold: () => sql`state = 'closed' AND outcome = 'told'`,
  toldConfirmed: () => sql`told_at IS NOT NULL AND confirmed_at IS NOT NULL`,
  closeMet: () => sql`ifNull(close_met, false)`,
  /** Closed in time, closed late, or open and past due: what is open within its target is not known yet. */
  closeDecided: (now: Sql) => sql`close_met IS NOT NULL OR ifNull(close_due_at <= ${now}, false)`,
  reopened: () => sql`reopened > 0`,
  escalated: () => sql`escalated > 0`,
  reasked: () => sql`reasked_at IS NOT NULL`,
  reaskedAnswered: () => sql`reasked_at IS NOT NULL AND recovery != ''`,
  answered: () => sql`recovery != ''`,
  recovered: () => sql`recovery = 'recovered'`,
} satisfies Record<string, (now: Sql) => Sql>;

export type LoopCounts = Record<keyof typeof COUNTS, number>;
const NAMES = Object.keys(COUNTS) as (keyof typeof COUNTS)[];

/** The counts of all groups of a cohort and of everything, by one scan. */
export const counts = defineQuery({
  name: 'loops.counts',
  params: z.strictObject({ cohort: cohortSchema }),
  row: z.object({ place: count, counts: z.array(count) }).transform(({ place, counts: numbers }) => ({ place, counts: readCounts(numbers) })),
  sql: ({ cohort }) => sql`
    SELECT ${placeOf(cohort)} AS place, [${join(NAMES.map((name) => sql`countIf(${COUNTS[name](moment(cohort.calendar.now))})`), { by: sql`, ` })}] AS counts
    FROM loops FINAL
    WHERE ${loopsOf(cohort)}
    GROUP BY place WITH ROLLUP`,
  settings: COHORT_SETTINGS,
  examples: exampleCohorts.map((cohort) => ({ cohort })),
});

function readCounts(numbers: readonly number[]): LoopCounts {
  return Object.fromEntries(NAMES.map((name, index) => [name, numbers[index] ?? 0])) as LoopCounts;
}

/** The counts of a group in which there is none. */
export const NO_LOOPS: LoopCounts = readCounts([]);
