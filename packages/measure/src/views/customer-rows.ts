import { compileFilter } from '@heed/filter';
import { join, sql, type Sql } from '@heed/store';
import { besideReadings } from '../rows/kept-rows.ts';
import type { LocalDay } from './local-day.query.ts';

/** The UTC day moved by a shift; a plain sum, because the engine sees through it to the key. */
const SHIFTED: Readonly<Record<number, Sql>> = { [-1]: sql`day - 1`, 0: sql`day`, 1: sql`day + 1` };

/**
 * Rows of customers' feedback with `local_day` and `columns`. One part of the union for each shift: in a part the local day
 * is the key plus a constant, so a condition on it from outside leaves out what the key allows (the engine, 26.7, does not
 * find that out of toDate(occurred_at, zone)). Each row is in one part, by its own local day.
 *
 * FINAL comes before every condition but those on the key, and all versions of a row share their UTC day, so no old version
 * comes back. With `readings` the columns stand over what was read out of the comments as well (see `keptRows`), and so does `where`. A partition holds all versions of its keys (see the migration of feedback), so each may be merged alone.
 */
export function customerRows({ day, shifts }: LocalDay, { columns, readings = false, where }: { columns: Sql; readings?: boolean; where?: Sql }): Sql {
  const parts = shifts.map((shift) => {
    const shifted = SHIFTED[shift] as Sql;
    const conditions = [compileFilter({}, { period: null }), ...(shifts.length > 1 ? [sql`${day} = ${shifted}`] : [])];
    const all = join(conditions, { by: sql` AND ` });
    return sql`
      SELECT ${shifted} AS local_day, ${columns}
      ${readings ? sql`FROM ${besideReadings(all, { period: null })}` : sql`FROM feedback FINAL WHERE ${all}`}${where ? sql` ${readings ? sql`WHERE` : sql`AND`} ${where}` : sql``}
      SETTINGS do_not_merge_across_partitions_select_final = 1`;
  });
  return join(parts, { by: sql` UNION ALL ` });
}
