import { bind, defineQuery, nameLiteral, sql, whole, type Sql, type StoreReader } from '@heed/store';
import { DateTime } from 'luxon';
import * as z from 'zod';

/** The organisation's day of a row of feedback, and how it can be found by the UTC day, which is the table's key. */
export interface LocalDay {
  /** As Heed's settings or the engine name it, for the words beside a column. */
  zone: string;
  /** The local day of `occurred_at`. */
  day: Sql;
  /** By how many days the local day may differ from the UTC day: some of -1, 0 and 1. */
  shifts: readonly number[];
}

/**
 * East of Greenwich a local day begins on the UTC day before, west of it some of it falls on the next, and some zones have
 * been on both sides. The engine is asked, because its rules are those by which it will compute the days: the first and the
 * last moment of each UTC day, from 1970 to 2149, tell whether the offset was ever negative or positive.
 */
const dayShifts = defineQuery({
  name: 'measure.dayShifts',
  params: z.strictObject({ zone: z.string() }),
  row: z.object({ shift: whole }),
  sql: ({ zone }) => sql`
    SELECT DISTINCT toInt32(toDate(moment, ${nameLiteral(zone)})) - toInt32(toDate(moment, 'UTC')) AS shift
    FROM (SELECT fromUnixTimestamp64Milli(toInt64(intDiv(number, 2) * 86400000 + (number % 2) * 86399999), 'UTC') AS moment FROM numbers(2, 131060))
    ORDER BY shift`,
  examples: [{ zone: 'Europe/Berlin' }],
});

/** The local day in a time zone as Heed's settings name it. Throws StoreError when the engine does not know the zone. */
export async function localDay(reader: StoreReader, { timeZone }: { timeZone: string }): Promise<LocalDay> {
  const fixed = fixedOffset(timeZone);
  if (fixed === 0) return { zone: 'UTC', day: sql`day`, shifts: [0] };
  if (fixed !== null) return { zone: timeZone, day: sql`toDate(occurred_at + toIntervalMinute(${bind('Int16', fixed)}))`, shifts: fixed > 0 ? [0, 1] : [-1, 0] };
  const zone = engineName(timeZone);
  const rows = await reader.read(dayShifts, { zone });
  return { zone: timeZone, day: sql`toDate(occurred_at, ${nameLiteral(zone)})`, shifts: rows.map(({ shift }) => shift) };
}

/** The offset in minutes of a zone that has only one, such as UTC+3, or null. */
function fixedOffset(timeZone: string): number | null {
  const now = DateTime.utc().setZone(timeZone);
  return now.zone.isUniversal || /^[+-]/.test(timeZone) ? now.offset : null;
}

/** The name with the capitals that the engine insists on: settings may say europe/berlin. */
function engineName(timeZone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: DateTime.utc().setZone(timeZone).zoneName ?? timeZone }).resolvedOptions().timeZone;
}
