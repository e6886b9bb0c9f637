import { bind, sql, type Sql } from '@heed/store';
import { DateTime } from 'luxon';

/**
 * The calendar of a zone as the engine needs it: from which moment on its clocks are how far ahead of UTC, all in
 * milliseconds. The offsets come from the same source as every other calendar question of Heed (as the buckets of a trend
 * do), and the engine only adds them: it need not know the zone, nor its rules of this year.
 */
interface ZoneOffsets {
  starts: number[];
  offsets: number[];
}

const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(2101, 0, 1);
/** Clocks are never changed twice within so short a time. */
const STEP = 7 * 86_400_000;

const known = new Map<string, ZoneOffsets>();

/** The offsets of a zone from 1970 to 2100; before and after, the first and the last hold on. */
function zoneOffsets(timeZone: string): ZoneOffsets {
  let found = known.get(timeZone);
  if (!found) known.set(timeZone, (found = lookUp(timeZone)));
  return found;
}

function lookUp(timeZone: string): ZoneOffsets {
  const { zone } = DateTime.fromMillis(FIRST, { zone: timeZone });
  const offsetAt = (moment: number): number => Math.round(zone.offset(moment) * 60_000);
  const result: ZoneOffsets = { starts: [FIRST], offsets: [offsetAt(FIRST)] };
  for (let from = FIRST, before = offsetAt(FIRST); from < LAST; from += STEP) {
    const offset = offsetAt(from + STEP);
    if (offset === before) continue;
    let [low, high] = [from, from + STEP];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    result.starts.push(high);
    result.offsets.push(offset);
    before = offset;
  }
  return result;
}

/** The beginning of a query that asks for local days: names the zone's offsets once, because they are many. */
export function withZone(timeZone: string): Sql {
  const { starts, offsets } = zoneOffsets(timeZone);
  return sql`WITH ${bind('Array(Int64)', starts)} AS zone_starts, ${bind('Array(Int64)', offsets)} AS zone_offsets`;
}

/** The calendar day, a Date32, of a moment (a DateTime64(3, 'UTC'), or null, which stays null) in the zone of `withZone`. */
export function localDay(moment: Sql): Sql {
  const at = sql`toUnixTimestamp64Milli(${moment})`;
  return sql`toDate32(fromUnixTimestamp64Milli(${at} + transform(roundDown(${at}, zone_starts), zone_starts, zone_offsets, toInt64(0)), 'UTC'))`;
}
