import { DateTime } from 'luxon';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Data that comes within this counts as one arrival: what came together was sent together. */
export const BIN_MS = 5 * 60_000;
/** What is usual is learnt from so much of the past. */
export const HISTORY_MS = 60 * DAY;
/** A source that has not come for so long, or so seldom, is not judged: nobody knows what is usual. */
const LEAST_HISTORY_MS = 14 * DAY;
const FEWEST_ARRIVALS = 12;
/** Nobody is told of a shorter silence. */
const LEAST_SILENCE_MS = 30 * 60_000;
/** False alarms of a source within 60 days that are aimed at. */
const FALSE_ALARMS = 0.02;
/** No source is believed to come more regularly than this: what the tail of its gaps is long, in usual arrivals. */
const SHORTEST_TAIL = 0.1;
/** The longest gaps tell how long a gap can be: a tenth of them, and no fewer than this. */
const FEWEST_IN_TAIL = 5;
/** The longest of all may have been silences themselves: of these it is only believed that they were long. */
const DOUBTED = 2;
/** How much longer than the third longest gap. */
const LONGER = 1.25;

/** How long nothing has come from a source, and how that compares. */
export interface Silence {
  lastAt: number;
  silentMs: number;
  /** The longest gap of the past, by the clock. */
  usualMs: number;
  /** How often something usually came in the hours of the week in which nothing has come now. */
  expected: number;
  /** From how many on it is a silence. */
  limit: number;
  silent: boolean;
}

/** Hours of the week by the hour since 1970: the same two months are asked for every minute. */
const slots = new Map<string, Map<number, number>>();
const MOST_SLOTS = 20_000;

function slotOf(moment: number, timeZone: string): number {
  let known = slots.get(timeZone);
  if (!known || known.size > MOST_SLOTS) {
    known = new Map<number, number>();
    slots.set(timeZone, known);
  }
  const index = Math.floor(moment / HOUR);
  let slot = known.get(index);
  if (slot === undefined) {
    const { weekday, hour } = DateTime.fromMillis(moment, { zone: timeZone });
    slot = (weekday - 1) * 24 + hour;
    known.set(index, slot);
  }
  return slot;
}

/** How many arrivals are usual from `from` up to any later moment: by the hours of the week, as the past up to its last arrival has them. */
function usualArrivals(arrivals: readonly number[], { until, timeZone }: { until: number; timeZone: string }): (moment: number) => number {
  const first = arrivals[0] ?? 0;
  const last = arrivals.at(-1) ?? 0;
  const start = Math.floor(first / HOUR) * HOUR;
  const hours = Array.from({ length: Math.floor((until - start) / HOUR) + 1 }, (_, index) => slotOf(start + index * HOUR, timeZone));
  const seen = new Float64Array(7 * 24);
  const came = new Float64Array(7 * 24);
  hours.forEach((slot, index) => {
    const from = Math.max(first, start + index * HOUR);
    const to = Math.min(last + BIN_MS, start + (index + 1) * HOUR);
    if (to > from) seen[slot] = (seen[slot] ?? 0) + (to - from) / HOUR;
  });
  for (const at of arrivals) {
    const slot = hours[Math.floor((at - start) / HOUR)] ?? 0;
    came[slot] = (came[slot] ?? 0) + 1;
  }
  // Up to the begin of each hour.
  const sums = new Float64Array(hours.length + 1);
  hours.forEach((slot, index) => {
    sums[index + 1] = (sums[index] ?? 0) + ((seen[slot] ?? 0) === 0 ? 0 : (came[slot] ?? 0) / (seen[slot] ?? 1));
  });
  return (moment) => {
    const place = Math.min(Math.max(0, (moment - start) / HOUR), hours.length);
    const index = Math.floor(place);
    const [before = 0, after = before] = [sums[index], sums[index + 1]];
    return before + (place - index) * (after - before);
  };
}

/**
 * A gap so long that chance makes a longer one among as many as these once in fifty such times. The tail of gaps falls exponentially
 * beyond its begin, in what comes at random as in what comes in bursts; how fast is estimated from the gaps beyond, the longest counted
 * as cut off (Epstein and Sobel 1953, "Life Testing", Journal of the American Statistical Association 48), and a standard error slower.
 */
function longestByChance(longestFirst: readonly number[]): number {
  const tail = Math.min(longestFirst.length - 1, Math.max(FEWEST_IN_TAIL, Math.ceil(longestFirst.length / 10)));
  const begin = longestFirst[tail] ?? 0;
  const believed = longestFirst.slice(DOUBTED, tail).map((gap) => gap - begin);
  const cutOff = believed[0] ?? 0;
  const mean = (believed.reduce((sum, excess) => sum + excess, 0) + DOUBTED * cutOff) / believed.length;
  return begin + Math.max(SHORTEST_TAIL, mean * (1 + 1 / Math.sqrt(believed.length))) * Math.log(tail / FALSE_ALARMS);
}

/**
 * Whether a source has been silent for longer than usual as of `now`. `arrivals` are the begins of the five minutes in which something came
 * in the last 60 days, in order.
 *
 * Time is not counted by the clock, but by how much usually comes: of the same weekday and hour, so that a quiet night and a Sunday weigh
 * little. In that time a silence is longer than chance makes any of the 60 days' gaps, but for once in 3,000 days (see `longestByChance`),
 * and in any case a quarter longer than the third longest gap there was, and half an hour by the clock. Undefined with fewer than
 * twelve arrivals or two weeks of them.
 */
export function findSilence(arrivals: readonly number[], { now, timeZone }: { now: number; timeZone: string }): Silence | undefined {
  const first = arrivals[0];
  const lastAt = arrivals.at(-1);
  if (first === undefined || lastAt === undefined || arrivals.length < FEWEST_ARRIVALS || lastAt - first < LEAST_HISTORY_MS) return undefined;
  const usual = usualArrivals(arrivals, { until: Math.max(now, lastAt), timeZone });
  const marks = arrivals.map(usual);
  const gaps = marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0));
  const longestFirst = gaps.toSorted((a, b) => b - a);
  const limit = Math.max(longestByChance(longestFirst), LONGER * (longestFirst[DOUBTED] ?? 0));
  const expected = usual(now) - (marks.at(-1) ?? 0);
  const silentMs = now - lastAt;
  return {
    lastAt, silentMs, expected, limit,
    usualMs: Math.max(...arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? at))),
    silent: silentMs >= LEAST_SILENCE_MS && expected > limit,
  };
}
