import type { FeedbackFilter, Period } from '@heed/domain';
import { choose, during, periodMoments } from '@heed/filter';
import { bind, identifier, join, moment, sql, type Sql } from '@heed/store';
import * as z from 'zod';
import { needReadings, populationOf, type MetricDefinition } from '../metric/metric.ts';
import { tallied } from '../metric/tallied.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { DAILY_DEFINITION, positionsOf } from './daily-metrics.ts';
import type { RowSource } from './plan.ts';

/** Parses a row source, for the parameters of queries. */
export const rowSource: z.ZodType<RowSource> = z.strictObject({
  raw: z.array(periodMoments).nullable(),
  daily: z
    .strictObject({
      dimension: z.enum(['department', 'channel', 'product', 'region', 'segment', 'language', 'source']).nullable(),
      choices: z.array(z.strictObject({ in: z.array(z.string()).optional(), notIn: z.array(z.string()).optional() })),
      zone: z.string(),
      ranges: z.array(z.strictObject({ from: z.number(), to: z.number(), firstDate: z.string(), lastDate: z.string() })).min(1),
    })
    .nullable(),
});

/** For the examples that tests explain on the engine. */
export const exampleSource: RowSource = {
  raw: [{ from: Date.UTC(2026, 2, 31), to: Date.UTC(2026, 3, 1) }],
  daily: {
    dimension: 'department',
    choices: [{ in: ['Support', ''], notIn: ['Sales'] }],
    zone: 'UTC',
    ranges: [{ from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 2, 31), firstDate: '2026-01-01', lastDate: '2026-03-30' }],
  },
};

interface Columns {
  filter: FeedbackFilter;
  source: RowSource;
  /** Named columns over rows of feedback, and the same over sums of days; sums of either add up. */
  columns: readonly { name: string; raw: Sql; daily: Sql }[];
  /** What both are grouped by, as a column named `key`. */
  key?: { raw: Sql; daily: Sql } | undefined;
  population: 'customers' | 'employees';
  /** Whether the columns over rows stand over rows with readings; see `keptRows`. */
  readings?: boolean | undefined;
}

/** A subquery that gives the columns from the rows, from the sums of days, or from both: add them up. */
export function fromRows({ filter, source: { raw, daily }, columns, key, population, readings = false }: Columns): Sql {
  const parts: Sql[] = [];
  const select = (side: 'raw' | 'daily'): Sql => join([...(key ? [sql`${key[side]} AS key`] : []), ...columns.map((column) => sql`${column[side]} AS ${identifier(column.name)}`)], { by: sql`, ` });
  if (raw === null || raw.length > 0 || !daily) {
    parts.push(sql`SELECT ${select('raw')} ${keptRows({ filter, period: raw, population, readings })} ${key ? sql`GROUP BY key` : sql``}`);
  }
  if (daily) {
    const ranges = daily.ranges.map(({ firstDate, lastDate }) => sql`(date >= ${bind('Date', firstDate)} AND date <= ${bind('Date', lastDate)})`);
    const conditions = [
      sql`zone = ${bind('String', daily.zone)}`,
      sql`definition = ${bind('String', DAILY_DEFINITION)}`,
      sql`dimension = ${bind('String', daily.dimension ?? '')}`,
      sql`(${join(ranges, { by: sql` OR ` })})`,
      ...daily.choices.flatMap((choice) => choose(sql`value`, choice)),
    ];
    parts.push(sql`SELECT ${select('daily')} FROM feedback_daily FINAL WHERE ${join(conditions, { by: sql` AND ` })} ${key ? sql`GROUP BY key` : sql``}`);
  }
  return join(parts, { by: sql` UNION ALL ` });
}

/** The numbers of `tallied` over rows and over sums of days, those of one period or of all that is read. */
export function talliedColumn(name: string, { metrics, within, source }: { metrics: readonly MetricDefinition[]; within: Period | null; source: RowSource }): { name: string; raw: Sql; daily: Sql } {
  const raw = rawNumbers(metrics, { within, read: source.raw });
  if (populationOf(metrics) === 'employees' || needReadings(metrics)) return { name, raw, daily: raw };
  // One array of the numbers that count is added up twice as fast as each number by itself.
  const wanted = sql`arrayMap(place -> numbers[place], ${bind('Array(UInt16)', positionsOf(metrics))})`;
  const daily = within ? sql`sumForEachIf(${wanted}, starts_at >= ${moment(within.from)} AND starts_at < ${moment(within.to)})` : sql`sumForEach(${wanted})`;
  return { name, raw, daily };
}

/** Conditions are left out where the rows that are read meet them anyway: a short statement is understood sooner. */
function rawNumbers(metrics: readonly MetricDefinition[], { within, read }: { within: Period | null; read: readonly Period[] | null }): Sql {
  if (!within || read?.every(({ from, to }) => from >= within.from && to <= within.to)) return tallied(metrics, { within: null });
  if (read?.every(({ from, to }) => to <= within.from || from >= within.to)) return sql`emptyArrayUInt64()`;
  return tallied(metrics, { within: during(within) });
}

/** A column of no numbers, for where nothing is compared. */
export function emptyColumn(name: string): { name: string; raw: Sql; daily: Sql } {
  return { name, raw: sql`emptyArrayUInt64()`, daily: sql`emptyArrayUInt64()` };
}
