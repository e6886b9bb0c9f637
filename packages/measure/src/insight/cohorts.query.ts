import { feedbackFilter, HeedError, type Calendar, type FeedbackFilter, type Grain } from '@heed/domain';
import { assertCustomers, exampleFilter, examplePeriod, periodMoments, periodOf } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type Sql, type StoreReader } from '@heed/store';
import { DateTime } from 'luxon';
import * as z from 'zod';
import { estimateOf, type Estimate } from '../metric/estimate.ts';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, type MetricDefinition, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { readGroup, tallied } from '../metric/tallied.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { attributeDay } from './attribute-date.ts';
import { localDay, withZone } from './local-day.ts';

/** Widths of a cohort, and units of the time since its date. */
export const COHORT_GRAINS = ['week', 'month', 'quarter'] as const;
export type CohortGrain = (typeof COHORT_GRAINS)[number];

/** A metric by when customers began, and by how long after that they answered. */
export interface CohortsResult {
  metric: MetricDefinition;
  /** The key of the attribute that holds the date. */
  date: string;
  cohort: CohortGrain;
  since: CohortGrain;
  /** Oldest first, from the first with feedback to the last; one in between without any has no cells. */
  cohorts: Cohort[];
  /** Answers without a date, or with a text that is none. */
  undated: number;
  /** Answers given before the customer's own date. */
  beforeStart: number;
}

export interface Cohort {
  /** `yyyy-MM-dd`: the first day of the week, month or quarter. */
  start: string;
  n: number;
  /** From the first with feedback to the last; those in between without any have n = 0 and value null. */
  cells: { since: number; estimate: Estimate }[];
}

/** At most so many cohorts, and so many cells in each. */
const MAX_SIDE = 60;

const FIRST_DAYS: Readonly<Record<CohortGrain, Sql>> = {
  week: sql`started - toIntervalDay(toDayOfWeek(started) - 1)`,
  month: sql`toStartOfMonth(started)`,
  quarter: sql`toStartOfQuarter(started)`,
};

/** The engine's age counts whole units as people count years of life: a month is over when the same day of the month comes. */
const AGES: Readonly<Record<CohortGrain, Sql>> = {
  week: sql`age('week', started, answered_on)`,
  month: sql`age('month', started, answered_on)`,
  quarter: sql`age('quarter', started, answered_on)`,
};

const cohortCells = defineQuery({
  name: 'measure.cohorts',
  params: z.strictObject({ metric: metricId, date: z.string(), cohort: z.enum(COHORT_GRAINS), since: z.enum(COHORT_GRAINS), filter: feedbackFilter, period: periodMoments.nullable(), timeZone: z.string() }),
  row: z.object({ place: z.enum(['undated', 'before', 'cohort']), start: z.string(), since: whole, numbers: z.array(count) }),
  sql: ({ metric: id, date, cohort, since, filter, period, timeZone }) => {
    const metric = METRICS[id];
    return sql`
      ${withZone(timeZone)}
      SELECT multiIf(isNull(started), 'undated', answered_on < started, 'before', 'cohort') AS place,
             if(place = 'cohort', toString(toDate32(${FIRST_DAYS[cohort]})), '') AS start,
             if(place = 'cohort', ${AGES[since]}, 0) AS since,
             ${tallied([metric], { within: null })} AS numbers
      FROM
      (
          SELECT *, attributes[${bind('String', date)}] AS text, ${attributeDay(sql`text`)} AS started, ${localDay(sql`occurred_at`)} AS answered_on
          ${keptRows({ filter, period, population: metric.population, readings: needReadings([metric]) })}
      )
      GROUP BY place, start, since
      ORDER BY start, since
      LIMIT ${bind('UInt32', MAX_SIDE * MAX_SIDE + 3)}`;
  },
  examples: [
    { metric: 'nps', date: 'subscription_started', cohort: 'month', since: 'month', filter: {}, period: null, timeZone: 'Europe/Berlin' },
    { metric: 'ces', date: 'first_order', cohort: 'quarter', since: 'week', filter: exampleFilter, period: examplePeriod, timeZone: 'UTC' },
  ],
});

/**
 * A metric by cohorts of customers – by the week, month or quarter of a date that an attribute holds – and by whole units
 * since that date: unit 0 runs from the date itself to the day before the first full unit is over. Both are counted in
 * calendar days of the organisation's zone. A month is over when its day comes again, and for the 31st, where a month has
 * none, with the first day of the next. Feedback whose attribute is missing or no date (see `attributeDay`) is `undated`.
 *
 * Throws BAD_USER_INPUT for a metric of employees, for grains other than week, month and quarter, for more than 60 cohorts or
 * cells in one, and for a filter that is not valid.
 */
export async function measureCohorts(
  reader: StoreReader,
  { metric: id, date, cohort, since, filter, calendar }: { metric: MetricId; date: string; cohort: Grain; since: Grain; filter: FeedbackFilter; calendar: Calendar },
): Promise<CohortsResult> {
  const metric = METRICS[id];
  assertCustomers([metric]);
  const grains = { cohort: cohortGrain(cohort, 'cohort'), since: cohortGrain(since, 'since') };
  const rows = await reader.read(cohortCells, { metric: id, date, ...grains, filter, period: periodOf(filter, calendar), timeZone: calendar.timeZone });
  const cells = rows.map((row) => ({ ...row, estimate: estimateOf(metric, readGroup(row.numbers, { metric })) }));
  const answers = (place: 'undated' | 'before'): number => cells.find((cell) => cell.place === place)?.estimate.n ?? 0;
  const byStart = Map.groupBy(cells.filter(({ place }) => place === 'cohort'), ({ start }) => start);
  return {
    metric,
    date,
    ...grains,
    cohorts: startsBetween([...byStart.keys()], grains).map((start) => cohortOf(metric, { start, cells: byStart.get(start) ?? [] })),
    undated: answers('undated'),
    beforeStart: answers('before'),
  };
}

function cohortGrain(grain: Grain, field: string): CohortGrain {
  const found = COHORT_GRAINS.find((one) => one === grain);
  if (found) return found;
  throw new HeedError('BAD_USER_INPUT', `${field} must be WEEK, MONTH or QUARTER.`);
}

/** The starts of all cohorts from the first to the last. */
function startsBetween(starts: readonly string[], { cohort }: { cohort: CohortGrain }): string[] {
  const last = starts.at(-1);
  const result: string[] = [];
  for (let start = starts[0]; start !== undefined && last !== undefined && start <= last; ) {
    if (result.length === MAX_SIDE) throw tooMany();
    result.push(start);
    start = DateTime.fromISO(start, { zone: 'utc' }).plus({ [cohort]: 1 }).toISODate() ?? undefined;
  }
  return result;
}

function cohortOf(metric: MetricDefinition, { start, cells }: { start: string; cells: readonly { since: number; estimate: Estimate }[] }): Cohort {
  const first = cells[0]?.since ?? 0;
  const last = cells.at(-1)?.since ?? -1;
  if (last >= MAX_SIDE) throw tooMany();
  const at = new Map(cells.map(({ since, estimate }) => [since, estimate]));
  const empty = estimateOf(metric, readGroup([], { metric }));
  return {
    start,
    n: cells.reduce((sum, { estimate }) => sum + estimate.n, 0),
    cells: Array.from({ length: last - first + 1 }, (_, index) => ({ since: first + index, estimate: at.get(first + index) ?? empty })),
  };
}

const tooMany = (): HeedError =>
  new HeedError('BAD_USER_INPUT', `This would be more than ${MAX_SIDE} cohorts, or ${MAX_SIDE} cells in one; choose a coarser cohort or since (QUARTER is the coarsest), a shorter filter.period, or leave out stray dates by filter.attributes.`);
