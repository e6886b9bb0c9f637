import { sql, type Sql } from '@heed/store';
import { localDay } from './local-day.ts';

/** The days that a date may be: what lies beyond is a placeholder or a slip. */
const FIRST_DAY = sql`toDate32('1970-01-01')`;
const LAST_DAY = sql`toDate32('2100-12-31')`;

/** At least so large a part of an attribute's values must be dates for it to be called one that holds dates. */
export const DATE_SHARE = sql`0.9`;

const day = sql`[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`;
const time = sql`([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?`;
const offset = sql`(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)`;

/**
 * The calendar day, a Date32, that an attribute's text says, or null when it says none: an ISO 8601 month (its first day),
 * date, or date and time, from 1970 to 2100. A time with an offset from UTC is a moment and falls on a day of the zone (see
 * `withZone`); one without is read on the clocks of the zone, so its date stands. Days that no calendar has (30 February) are null.
 *
 * The engine's own readers are too kind for this: they take 202403, a telephone number and 30 February for dates.
 */
export function attributeDay(text: Sql): Sql {
  const written = sql`concat(substring(${text}, 1, 10), if(length(${text}) = 7, '-01', ''))`;
  const read = sql`toDate32OrNull(${written})`;
  const found = sql`multiIf(
    match(${text}, '^[0-9]{4}-(0[1-9]|1[0-2])$') OR match(${text}, '^${day}([T ]${time})?$'), if(toString(${read}) = ${written}, ${read}, NULL),
    match(${text}, '^${day}[T ]${time}${offset}$'), ${localDay(sql`parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')`)},
    NULL)`;
  return sql`if(${found} BETWEEN ${FIRST_DAY} AND ${LAST_DAY}, ${found}, NULL)`;
}
