import { randomUUID } from 'node:crypto';
import type { Calendar, Period } from '@heed/domain';
import { rowsToBody, type Store } from '@heed/store';
import { calendarDay, dateOf, isTouched, readSummedDays, utcDaysOf } from './plan.ts';
import { differingDays, forgetDays, sumDays } from './sum-days.statement.ts';
import { feedbackDays, feedbackRows, openTouches, touchesTable } from './touches.query.ts';

/**
 * No row is written more than a minute and a half after its day was touched: a touch serves its writer for half a
 * minute, and one attempt to write ends within another. Twice that is waited, and six times the lease of a touch.
 */
const REST_MS = 180_000;
/** With fewer rows, reading them takes no longer than asking which days are summed up. */
const MINIMUM_ROWS = 300_000;
/** How often it is looked for days that nobody touched and that are not summed up, as after an upgrade. */
const LOOK_FOR_DAYS_MS = 3_600_000;
/** Days that are summed up at once: a second or two of work at a hundred million rows a year. */
const DAYS_AT_ONCE = 16;

const DAY_MS = 86_400_000;

export interface DailySumsOptions {
  store: Pick<Store, 'read' | 'insert' | 'execute'>;
  calendar: () => Calendar;
  /** For how long a day must have been left alone, in milliseconds. */
  restMs?: number;
  /** Nothing is summed up below so many rows. */
  minimumRows?: number;
  /** Milliseconds of a clock that never goes back. */
  monotonic?: () => number;
}

export interface DailySums {
  /**
   * Sums up the days that rest, and takes their touches back. To be called every few seconds; several processes may do
   * so for the same database. Returns the dates that were summed up.
   */
  round(): Promise<string[]>;
  /**
   * Compares the sums of days with what the raw rows add up to now. A day that differs is touched, so that it is read
   * from its rows at once and summed up anew; that it ever differs is a fault of Heed. `touched` days are read from their rows anyway.
   */
  reconcile(period?: Period): Promise<Reconciliation>;
}

export interface Reconciliation {
  /** Days whose sums equal their rows, days that differed, and days that are not read from sums at this moment. */
  equal: number;
  differing: string[];
  touched: number;
}

type Day = Period & { date: string };

export function createDailySums({ store, calendar, restMs = REST_MS, minimumRows = MINIMUM_ROWS, monotonic = () => performance.now() }: DailySumsOptions): DailySums {
  /** When each touch was seen first. A process that starts anew waits anew. */
  let firstSeen = new Map<string, number>();
  let lookedForDays = -Infinity;
  let zoneOfLook = '';

  /** UTC days whose every touch is old enough, with those touches, and the other touched ones. */
  async function readTouches(): Promise<{ ripe: Map<number, string[]>; unripe: Set<number> }> {
    const now = monotonic();
    const seen = new Map<string, number>();
    const ripe = new Map<number, string[]>();
    const unripe = new Set<number>();
    for (const { day, touches } of await store.read(openTouches, {})) {
      for (const touch of touches) seen.set(touch, firstSeen.get(touch) ?? now);
      if (touches.every((touch) => now - (seen.get(touch) ?? now) >= restMs)) ripe.set(day, touches);
      else unripe.add(day);
    }
    firstSeen = seen;
    return { ripe, unripe };
  }

  /** UTC days to look at although nobody touched them. */
  async function untouchedDays(timeZone: string): Promise<number[]> {
    if (monotonic() - lookedForDays < LOOK_FOR_DAYS_MS && zoneOfLook === timeZone) return [];
    const days = (await store.read(feedbackDays, {})).map(({ day }) => day);
    lookedForDays = monotonic();
    zoneOfLook = timeZone;
    return days;
  }

  return {
    async round() {
      const { timeZone } = calendar();
      const { ripe, unripe } = await readTouches();
      const summed = new Set((await readSummedDays(store, timeZone)).days.map(({ date }) => date));
      const [size] = await store.read(feedbackRows, {});
      const worthwhile = summed.size > 0 || (size?.rows ?? 0) >= minimumRows;
      const affected = calendarDaysOf(ripe.keys(), timeZone);
      const missing = worthwhile ? calendarDaysOf(await untouchedDays(timeZone), timeZone).filter(({ date }) => !summed.has(date)) : [];

      const rests = (day: Day): boolean => !isTouched(day, unripe);
      const toForget = affected.filter((day) => summed.has(day.date) && !rests(day));
      for (const days of inChunks(toForget)) await store.execute(forgetDays, { zone: timeZone, days });
      const toSum = worthwhile ? sortedOnce([...affected, ...missing]).filter(rests) : [];
      for (const days of inChunks(toSum)) await store.execute(sumDays, { zone: timeZone, days });

      // From here on the ripe days are read from their sums, where they have any.
      const takenBack = [...ripe].flatMap(([day, touches]) => touches.map((touch) => [dateOf(day), touch, -1]));
      await store.insert(touchesTable, rowsToBody(takenBack));
      return toSum.map(({ date }) => date);
    },

    async reconcile(period) {
      const { timeZone } = calendar();
      const { days, touched } = await readSummedDays(store, timeZone);
      const asked = period ? days.filter(({ from, to }) => from < period.to && to > period.from) : days;
      const trusted = asked.filter((day) => !isTouched(day, touched));
      const differing: Day[] = [];
      for (const chunk of inChunks(trusted)) {
        const starts = new Set((await store.read(differingDays, { zone: timeZone, days: chunk })).map(({ from }) => from));
        differing.push(...chunk.filter(({ from }) => starts.has(from)));
      }
      // What was written meanwhile is no difference.
      const now = await readSummedDays(store, timeZone);
      const wrong = differing.filter((day) => !isTouched(day, now.touched));
      const utcDays = [...new Set(wrong.flatMap(utcDaysOf))];
      await store.insert(touchesTable, rowsToBody(utcDays.map((day) => [dateOf(day), randomUUID(), 1])));
      return { equal: trusted.length - differing.length, differing: wrong.map(({ date }) => date), touched: asked.length - trusted.length + differing.length - wrong.length };
    },
  };
}

/** The calendar days of a zone that UTC days overlap, in order. */
function calendarDaysOf(utcDays: Iterable<number>, timeZone: string): Day[] {
  const days: Day[] = [];
  for (const day of utcDays) {
    const end = (day + 1) * DAY_MS;
    for (let at = day * DAY_MS; at < end; ) {
      const found = calendarDay(at, timeZone);
      days.push(found);
      at = found.to;
    }
  }
  return sortedOnce(days);
}

function sortedOnce(days: readonly Day[]): Day[] {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return [...byDate.values()].sort((left, right) => left.from - right.from);
}

/** Days that follow on one another, so many at once. */
function inChunks(days: readonly Day[]): Day[][] {
  const chunks: Day[][] = [];
  for (const { date, from, to } of days) {
    const last = chunks.at(-1);
    const day = { date, from, to };
    if (last && last.length < DAYS_AT_ONCE && last.at(-1)?.to === from) last.push(day);
    else chunks.push([day]);
  }
  return chunks;
}
