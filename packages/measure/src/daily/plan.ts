import { DIMENSIONS, type Calendar, type Dimension, type FeedbackFilter, type Period } from '@heed/domain';
import { END_OF_TIME } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { DateTime } from 'luxon';
import { needReadings, populationOf, type MetricDefinition } from '../metric/metric.ts';
import { summedDays, touchedSince } from './days.query.ts';
import { simpleQuestion, type SimpleQuestion } from './simple-question.ts';

/** Days in a row that are read from their sums. */
export interface DayRange extends Period {
  firstDate: string;
  lastDate: string;
}

/** Which rows of feedback a question reads, and which sums of days in their place. */
export interface RowSource {
  /** Moments whose rows are read; null for all time. */
  raw: Period[] | null;
  daily: (SimpleQuestion & { zone: string; ranges: DayRange[] }) | null;
}

const DAY_MS = 86_400_000;
/** More pieces than this make a condition slower than the rows that it leaves out. */
const MAX_PIECES = 24;
/** For so long a list of days is used: much shorter than a day stays touched. */
const LISTED_MS = 2_000;

/**
 * Where the rows for a question come from. Sums are read for the days that lie wholly inside or outside of each of its
 * periods and that nobody touched since they were summed up; everything else comes from the rows themselves. Only for
 * customers' metrics.
 */
export async function planRows(
  reader: StoreReader,
  { filter, by, periods, calendar }: { filter: FeedbackFilter; by: Dimension | null; periods: readonly Period[] | null; calendar: Calendar },
): Promise<RowSource> {
  const everything: RowSource = { raw: periods && [...periods], daily: null };
  const question = simpleQuestion(filter, by);
  if (!question) return everything;
  const spans = periods ?? [{ from: 0, to: END_OF_TIME }];
  const wanted = question.dimension === null ? 0 : 2 ** DIMENSIONS.indexOf(question.dimension);
  const known = await daysOf(reader, calendar.timeZone);
  const usable = known.days.filter(
    ({ from, to, dimensions }) =>
      (dimensions & wanted) === wanted && spans.every((span) => (from >= span.from && to <= span.to) || to <= span.from || from >= span.to) && !isTouched({ from, to }, known.touched),
  );
  const inside = usable.filter(({ from, to }) => spans.some((span) => from >= span.from && to <= span.to));
  const ranges = fewest(joined(inside));
  if (ranges.length === 0) return everything;
  return { raw: without(merged(spans), ranges), daily: { ...question, zone: calendar.timeZone, ranges } };
}

/** The same for a question about metrics: what is employees', or read out of comments, is never summed up. */
export async function sourceFor(
  reader: StoreReader,
  { metrics, ...question }: { metrics: readonly MetricDefinition[]; filter: FeedbackFilter; by: Dimension | null; periods: readonly Period[] | null; calendar: Calendar },
): Promise<RowSource> {
  if (populationOf(metrics) === 'employees' || needReadings(metrics)) return { raw: question.periods && [...question.periods], daily: null };
  return planRows(reader, question);
}

export interface SummedDay extends Period {
  date: string;
  /** Which dimensions have sums: a bit for each, in the order of DIMENSIONS. */
  dimensions: number;
}
export interface Known {
  days: SummedDay[];
  touched: ReadonlySet<number>;
}

/** Days of a zone that were summed up and untouched when they were listed. */
interface Listed {
  days: SummedDay[];
  at: number;
}
/** By store, whoever reads it. */
const lists = new WeakMap<object, Map<string, Listed>>();
/** Questions that are about to be asked, by reader: what one reader asks may end with it. */
const nexts = new WeakMap<StoreReader, Map<string, Promise<Known>>>();

/**
 * The days that are summed up, and those that were touched until now. The list of days is kept for a while: the sums of a
 * day change only while it is touched, and a day that is touched stays so for minutes (see `createDailySums`), so a day of
 * the list that is untouched now has the sums that it had. With few rows there are no days, and nothing is asked.
 *
 * Questions that begin in the same turn of the event loop share one answer, which is read after they began, so that none of
 * them misses what was acknowledged before.
 */
function daysOf(reader: StoreReader, zone: string): Promise<Known> {
  const known = inMap(lists, reader.origin ?? reader);
  const listed = known.get(zone);
  const fresh = listed && performance.now() - listed.at < LISTED_MS ? listed : undefined;
  if (fresh?.days.length === 0) return Promise.resolve({ days: [], touched: new Set() });
  const asked = inMap(nexts, reader);
  const next =
    asked.get(zone) ??
    new Promise<Known>((resolve, reject) => {
      setImmediate(() => {
        asked.delete(zone);
        (fresh ? readTouched(reader, fresh.days) : list(reader, { zone, known })).then(resolve, reject);
      });
    });
  asked.set(zone, next);
  return next;
}

/** The map that belongs to a key, made when it is first wanted. */
function inMap<Key extends object, Value>(maps: WeakMap<Key, Map<string, Value>>, key: Key): Map<string, Value> {
  let found = maps.get(key);
  if (!found) maps.set(key, (found = new Map<string, Value>()));
  return found;
}

async function readTouched(reader: StoreReader, days: SummedDay[]): Promise<Known> {
  const [row] = await reader.read(touchedSince, {});
  return { days, touched: new Set(row?.touched) };
}

async function list(reader: StoreReader, { zone, known }: { zone: string; known: Map<string, Listed> }): Promise<Known> {
  const at = performance.now();
  const { days: all, touched } = await readSummedDays(reader, zone);
  const days = all.filter((day) => !isTouched(day, touched));
  known.set(zone, { days, at });
  return { days, touched };
}

/** Every day of a zone that is summed up, in order, and the UTC days (since 1970) that were touched since. */
export async function readSummedDays(reader: Pick<StoreReader, 'read'>, zone: string): Promise<Known> {
  const [row] = await reader.read(summedDays, { zone });
  const { dates, starts, ends, dimensions, touched } = row ?? { dates: [], starts: [], ends: [], dimensions: [], touched: [] };
  const days = dates.map((day, index) => ({ date: dateOf(day), from: (starts[index] ?? 0) * 1_000, to: (ends[index] ?? 0) * 1_000, dimensions: dimensions[index] ?? 0 }));
  return { days, touched: new Set(touched) };
}

/** A number of days since 1970 as a date. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Whether any UTC day that a calendar day overlaps was touched. */
export function isTouched({ from, to }: Period, touched: ReadonlySet<number>): boolean {
  return utcDaysOf({ from, to }).some((day) => touched.has(day));
}

/** The UTC days (since 1970) that a period overlaps. */
export function utcDaysOf({ from, to }: Period): number[] {
  const first = Math.floor(from / DAY_MS);
  const last = Math.floor((to - 1) / DAY_MS);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function joined(days: readonly SummedDay[]): DayRange[] {
  const ranges: DayRange[] = [];
  for (const { date, from, to } of days) {
    const last = ranges.at(-1);
    if (last && last.to === from) {
      last.to = to;
      last.lastDate = date;
    } else ranges.push({ from, to, firstDate: date, lastDate: date });
  }
  return ranges;
}

/** The longest ranges; what is left out is read from the rows. */
function fewest(ranges: DayRange[]): DayRange[] {
  if (ranges.length <= MAX_PIECES) return ranges;
  const longest = [...ranges].sort((left, right) => right.to - right.from - (left.to - left.from)).slice(0, MAX_PIECES);
  return longest.sort((left, right) => left.from - right.from);
}

function merged(spans: readonly Period[]): Period[] {
  const result: Period[] = [];
  for (const { from, to } of [...spans].sort((left, right) => left.from - right.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** The parts of `spans` that no range covers. Both are sorted, and neither overlaps itself. */
function without(spans: readonly Period[], ranges: readonly Period[]): Period[] {
  return spans.flatMap((span) => {
    const pieces: Period[] = [];
    let from = span.from;
    for (const range of ranges) {
      if (range.to <= from || range.from >= span.to) continue;
      if (range.from > from) pieces.push({ from, to: range.from });
      from = Math.max(from, range.to);
    }
    if (from < span.to) pieces.push({ from, to: span.to });
    return pieces;
  });
}

/** The calendar day of a zone that a moment falls into. */
export function calendarDay(epochMs: number, timeZone: string): Period & { date: string } {
  const start = DateTime.fromMillis(epochMs, { zone: timeZone }).startOf('day');
  return { date: start.toFormat('yyyy-MM-dd'), from: start.toMillis(), to: start.plus({ day: 1 }).startOf('day').toMillis() };
}
