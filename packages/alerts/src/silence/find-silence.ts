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
const FALSE_ALARMS = 0.05;
/** No source is believed to come more regularly than this (coefficient of variation of its gaps). */
const LEAST_VARIATION = 0.1;
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

const slotOf = (moment: number, timeZone: string): number => {
  const { weekday, hour } = DateTime.fromMillis(moment, { zone: timeZone });
  return (weekday - 1) * 24 + hour;
};

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

/** Quantile of the standard normal distribution with `upper` above it (Abramowitz and Stegun 26.2.23, to 4.5e-4). */
function normalAbove(upper: number): number {
  const t = Math.sqrt(-2 * Math.log(upper));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}

/**
 * Whether a source has been silent for longer than usual as of `now`. `arrivals` are the begins of the five minutes in which something came
 * in the last 60 days, in order.
 *
 * Time is not counted by the clock, but by how much usually comes: of the same weekday and hour, so that a quiet night and a Sunday weigh
 * little. In that time the gaps of the past are taken for a gamma distribution (Wilson and Hilferty 1931 for its quantile), which holds
 * what comes like clockwork as well as what comes at random; of n gaps in 60 days one that is longer than the quantile at 0.05/n comes once
 * in 1,200 days by chance. Whatever that says, a silence is a quarter longer than the third longest gap there was (the two before it may
 * have been silences themselves), and half an hour. Undefined with fewer than twelve arrivals or two weeks of them.
 */
export function findSilence(arrivals: readonly number[], { now, timeZone }: { now: number; timeZone: string }): Silence | undefined {
  const first = arrivals[0];
  const lastAt = arrivals.at(-1);
  if (first === undefined || lastAt === undefined || arrivals.length < FEWEST_ARRIVALS || lastAt - first < LEAST_HISTORY_MS) return undefined;
  const usual = usualArrivals(arrivals, { until: Math.max(now, lastAt), timeZone });
  const marks = arrivals.map(usual);
  const gaps = marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  const variation = Math.max(LEAST_VARIATION, Math.sqrt(variance) / mean);
  const byChance = mean * (1 - variation ** 2 / 9 + (normalAbove(FALSE_ALARMS / gaps.length) * variation) / 3) ** 3;
  const third = gaps.toSorted((a, b) => b - a)[2] ?? 0;
  const limit = Math.max(byChance, LONGER * third);
  const expected = usual(now) - (marks.at(-1) ?? 0);
  const silentMs = now - lastAt;
  return {
    lastAt, silentMs, expected, limit,
    usualMs: Math.max(...arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? at))),
    silent: silentMs >= LEAST_SILENCE_MS && expected > limit,
  };
}
