import { DIMENSIONS } from '@heed/domain';
import { compileFilter } from '@heed/filter';
import { bind, defineQuery, defineStatement, identifier, join, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { DAILY_DEFINITION, DAILY_NUMBERS } from './daily-metrics.ts';

/** A dimension with more values than this on a day is not summed up: its sums would be as many as the feedback. */
const MAX_VALUES = 1_000;

const days = z.array(z.strictObject({ date: z.string(), from: z.number().int(), to: z.number().int() })).min(1);
const params = z.strictObject({ zone: z.string(), days });
type DaysOfZone = z.infer<typeof params>;

/** A dimension in a row of `GROUPING SETS`: the one that the row is grouped by, or none. */
const dimensionName: Sql = sql`multiIf(${join(
  DIMENSIONS.map((name) => sql`grouping(${identifier(name)}) = 0, ${bind('String', name)}`),
  { by: sql`, ` },
)}, '')`;
/** All dimensions but that one are empty. */
const dimensionValue: Sql = sql`concat(${join(
  DIMENSIONS.map((name) => sql`toString(${identifier(name)})`),
  { by: sql`, ` },
)})`;
const groupingSets: Sql = sql`GROUPING SETS ((start), ${join(
  DIMENSIONS.map((name) => sql`(start, ${identifier(name)})`),
  { by: sql`, ` },
)})`;

/** What the rows of these days add up to, now: by day, dimension and value. The days follow on one another. */
function freshSums({ days: list }: DaysOfZone): Sql {
  const [first] = list;
  const last = list.at(-1);
  if (!first || !last) throw new Error('no days to sum up');
  return sql`
    SELECT start, dimension, value, numbers, earliest, latest, groupUniqArrayIf(dimension, among <= ${bind('UInt32', MAX_VALUES)} AND dimension != '') OVER (PARTITION BY start) AS dimensions, among
    FROM
    (
        SELECT roundDown(toUnixTimestamp64Milli(occurred_at), ${bind('Array(Int64)', list.map(({ from }) => from))}) AS start,
               ${dimensionName} AS dimension, ${dimensionValue} AS value, ${DAILY_NUMBERS} AS numbers,
               min(occurred_at) AS earliest, max(occurred_at) AS latest, count() OVER (PARTITION BY start, dimension) AS among
        FROM feedback FINAL
        WHERE ${compileFilter({}, { period: { from: first.from, to: last.to } })}
        GROUP BY ${groupingSets}
    )`;
}

/** The days as the table names them. */
function storedDays({ zone, days: list }: DaysOfZone): Sql {
  return sql`zone = ${bind('String', zone)} AND definition = ${bind('String', DAILY_DEFINITION)} AND date IN ${bind('Array(Date)', list.map(({ date }) => date))}`;
}

/** The place of a day in the lists, by its start. */
function placeOf({ days: list }: DaysOfZone): Sql {
  return sql`indexOf(${bind('Array(Int64)', list.map(({ from }) => from))}, start)`;
}

/**
 * The version of the rows to come: above that of all rows that they replace, also after the clock was set back. Tombstones of
 * the old rows take the version before, so that a value that is gone is hidden and one that is not is replaced.
 */
function nextVersion(which: DaysOfZone): Sql {
  return sql`greatest(toUInt64(toUnixTimestamp64Micro(now64(6))), (SELECT max(version) + 2 FROM feedback_daily WHERE ${storedDays(which)}))`;
}

const tombstones = (which: DaysOfZone): Sql => sql`
  SELECT zone, definition, dimension, date, value, starts_at, ends_at, ${nextVersion(which)} - 1 AS version, 1 AS deleted, emptyArrayUInt64() AS numbers, earliest, latest, dimensions
  FROM feedback_daily FINAL
  WHERE ${storedDays(which)}`;

const COLUMNS = sql`(zone, definition, dimension, date, value, starts_at, ends_at, version, deleted, numbers, earliest, latest, dimensions)`;
/** One block, and so one part for each year that all readers see at once. */
const ONE_BLOCK = { max_insert_threads: 1, min_insert_block_size_rows: 10_000_000, min_insert_block_size_bytes: 0, max_execution_time: 60 };

/** Sums up days anew from the raw rows. */
export const sumDays = defineStatement({
  name: 'measure.sumDays',
  params,
  settings: ONE_BLOCK,
  sql: (which) => {
    const { zone, days: list } = which;
    return sql`
      INSERT INTO feedback_daily ${COLUMNS}
      ${tombstones(which)}
      UNION ALL
      SELECT ${bind('String', zone)} AS zone, ${bind('String', DAILY_DEFINITION)} AS definition, dimension, ${bind('Array(Date)', list.map(({ date }) => date))}[${placeOf(which)}] AS date, value,
             fromUnixTimestamp64Milli(start, 'UTC') AS starts_at, fromUnixTimestamp64Milli(${bind('Array(Int64)', list.map(({ to }) => to))}[${placeOf(which)}], 'UTC') AS ends_at,
             ${nextVersion(which)} AS version, 0 AS deleted, numbers, earliest, latest, if(dimension = '', dimensions, []) AS dimensions
      FROM (${freshSums(which)})
      WHERE dimension = '' OR among <= ${bind('UInt32', MAX_VALUES)}`;
  },
});

/** Forgets the sums of days, so that they are read from the raw rows. */
export const forgetDays = defineStatement({
  name: 'measure.forgetDays',
  params,
  settings: ONE_BLOCK,
  sql: (which) => sql`INSERT INTO feedback_daily ${COLUMNS} ${tombstones(which)}`,
});

/** Dates of days whose sums differ from what the raw rows add up to now, among those that are summed up. */
export const differingDays = defineQuery({
  name: 'measure.differingDays',
  params,
  row: z.object({ from: whole }),
  settings: { max_execution_time: 60 },
  sql: (which) => sql`
    SELECT start AS from
    FROM
    (
        SELECT start, dimension, value, groupArray((numbers, earliest, latest)) AS sides
        FROM
        (
            SELECT start, dimension, value, numbers, earliest, latest FROM (${freshSums(which)}) WHERE dimension = '' OR among <= ${bind('UInt32', MAX_VALUES)}
            UNION ALL
            SELECT toUnixTimestamp64Milli(starts_at) AS start, toString(dimension) AS dimension, value, numbers, earliest, latest FROM feedback_daily FINAL WHERE ${storedDays(which)}
        )
        GROUP BY start, dimension, value
        HAVING length(sides) != 2 OR sides[1] != sides[2]
    )
    WHERE start IN (SELECT toUnixTimestamp64Milli(starts_at) FROM feedback_daily FINAL WHERE ${storedDays(which)} AND dimension = '')
    GROUP BY start
    ORDER BY start`,
  examples: [{ zone: 'Europe/Berlin', days: [{ date: '2026-03-29', from: Date.UTC(2026, 2, 28, 23), to: Date.UTC(2026, 2, 29, 22) }] }],
});
