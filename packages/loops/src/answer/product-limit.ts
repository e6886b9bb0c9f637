import { bind, identifier, join, sql, type Sql } from '@heed/store';
import type { LoopMeasure } from '../loop/durations.ts';
import { TOLERANCE, Z_95, type SurvivalQuantile } from '../survival/kaplan-meier.ts';
import { ageOnCalendar, ageOnWorkingClock, type Cohort, type LoopClock } from './cohort.ts';

/**
 * The Kaplan–Meier estimate in the engine, so that a million loops need not leave it: the same numbers as `kaplanMeier` and
 * `survivalQuantile`, which a test compares, from exact milliseconds.
 *
 * A loop is one whole number, `time * 2 + censored`, so that a plain sort puts who ended before who was censored at the same
 * time. Of n sorted loops, n - i + 1 are at risk at the i-th, and the share falls by one of them: several that end at one time
 * make the same product as one step for all of them, (n-1)/n · (n-2)/(n-1) = (n-2)/n, and Greenwood's sum telescopes alike.
 *
 * Measured (engine 26.7, two cores): sorting a million of them and the estimate take some 80 CPU-ms; grouping by minute first
 * takes 130, and leaves more rows than can be sent in that time.
 */

/**
 * A loop as that number. What did not happen is censored: now while the loop is open, and at the close where it closed without, because from
 * then on nobody expects it any more.
 */
export function packed(cohort: Cohort, { measure, clock }: { measure: LoopMeasure; clock: LoopClock }): Sql {
  const suffix = clock === 'working' ? '_working' : '';
  const age = clock === 'working' ? ageOnWorkingClock(cohort) : ageOnCalendar(cohort);
  return sql`toUInt64(ifNull(${identifier(`to_${measure}${suffix}`)} * 2, ifNull(${identifier(`to_close${suffix}`)}, ${age}) * 2 + 1))`;
}

/** What is reckoned of a group's sorted loops: names of arrays of one length. */
interface Estimate {
  name: string;
  sorted: Sql;
  /** Logarithm of the share that has not ended. */
  logs: Sql;
  /** Half of the width of the interval of `logs`. */
  errors: Sql;
  /** Of each loop the one after it. */
  next: Sql;
  /** The columns to select for the others, beside or above the column `name`. */
  columns: Sql;
}

/** The estimate of the sorted array that is the column `name`, under names that begin with it. */
export function estimateOf(name: string): Estimate {
  const [sorted, logs, errors, next] = [identifier(name), identifier(`${name}_logs`), identifier(`${name}_errors`), identifier(`${name}_next`)];
  const atRisk = sql`(length(${sorted}) - place + 1)`;
  const reckoned = (value: Sql): Sql => sql`arrayCumSum(arrayMap((loop, place) -> bitAnd(loop, 1) = 1 ? 0. : ${value}, ${sorted}, arrayEnumerate(${sorted})))`;
  return {
    name,
    sorted,
    logs,
    errors,
    next,
    columns: sql`
      ${reckoned(sql`log1p(-1 / ${atRisk})`)} AS ${logs},
      arrayMap(variance -> ${number(Z_95)} * sqrt(variance), ${reckoned(sql`1 / (${atRisk} * (${atRisk} - 1))`)}) AS ${errors},
      arrayShiftLeft(${sorted}, 1) AS ${next}`,
  };
}

const number = (value: number): Sql => sql`${bind('Float64', value)}`;

const BOUNDS = {
  value: { given: sql`share`, log: sql`share`, arrays: ['logs'], when: sql`` },
  low: { given: sql`share, error`, log: sql`share - error`, arrays: ['logs', 'errors'], when: sql`` },
  // It may rise again, so it is looked at where all that end at one time have ended.
  high: { given: sql`share, error, loop, next`, log: sql`share + error`, arrays: ['logs', 'errors', 'sorted', 'next'], when: sql`loop != next AND ` },
} as const;

/** Where a bound of a curve reaches a level. */
interface Crossing {
  /** The places of the first loops at which it is there and below it, 0 for none: columns of their own, because others are made of them. */
  columns: Sql;
  /** Twice the time, as a whole number, or -1 when it is not reached, above a query that has `columns`. */
  twice: Sql;
}

/** Where the curve runs exactly at the level for a while, the middle of that while. */
function crossing({ name, ...estimate }: Estimate, { level, bound }: { level: number; bound: keyof typeof BOUNDS }): Crossing {
  const { given, log, arrays, when } = BOUNDS[bound];
  const columns = join(arrays.map((array) => estimate[array]), { by: sql`, ` });
  const [there, below] = ['there', 'below'].map((word) => identifier(`${name}_${word}_${Math.round(1_000 * level)}_${bound}`)) as [Sql, Sql];
  const time = (place: Sql): Sql => sql`toInt64(bitShiftRight(${estimate.sorted}[${place}], 1))`;
  return {
    columns: sql`
      arrayFirstIndex((${given}) -> ${when}${log} <= ${number(Math.log(level + TOLERANCE))}, ${columns}) AS ${there},
      arrayFirstIndex((${given}) -> ${when}${log} < ${number(Math.log(level - TOLERANCE))}, ${columns}) AS ${below}`,
    twice: sql`if(${below} = 0, -1, ${time(there)} + ${time(below)})`,
  };
}

/** Median, p90 and so on: the columns to select above the estimate's, and above those an array of three numbers for each share that has ended (see `readQuantiles`). */
export function quantilesOf(estimate: Estimate, shares: readonly number[]): { columns: Sql; quantiles: Sql } {
  const crossings = shares.flatMap((share) => (['value', 'low', 'high'] as const).map((bound) => crossing(estimate, { level: 1 - share, bound })));
  const list = (pieces: readonly Sql[]): Sql => join(pieces, { by: sql`, ` });
  return { columns: list(crossings.map(({ columns }) => columns)), quantiles: sql`[${list(crossings.map(({ twice }) => twice))}]` };
}

/** What `quantilesOf` gives, one entry a share. */
export function readQuantiles(numbers: readonly number[]): SurvivalQuantile[] {
  const time = (index: number): number | null => {
    const twice = numbers[index] ?? -1;
    return twice < 0 ? null : twice / 2;
  };
  return Array.from({ length: numbers.length / 3 }, (_, index) => ({ value: time(3 * index), low: time(3 * index + 1), high: time(3 * index + 2) }));
}
