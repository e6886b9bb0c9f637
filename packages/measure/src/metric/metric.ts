import { HeedError, type Sampled } from '@heed/domain';
import type { Population } from '@heed/filter';
import type { Sql } from '@heed/store';
import type { Answers } from './answers.ts';

export type MetricId = 'nps' | 'csat3' | 'csat4' | 'csat5' | 'csat6' | 'csat7' | 'csat10' | 'ces' | 'cesEasy' | 'ces5' | 'ces5Easy' | 'ces1' | 'sentiment' | 'volume' | 'enps';
export type Unit = 'points' | 'percent' | 'scalePoints' | 'count';

/** A whole number that the engine counts or sums over the answered rows of feedback. */
export interface Tally {
  /** Which answered rows count; all of them when missing. */
  when?: Sql;
  /** What is summed over them (a whole number); when missing they are counted. */
  sum?: Sql;
}

/** Counts by name: `n`, the answered rows, and each tally of the metric. They add up: pooling groups is adding counts. */
export type Counts = Readonly<Record<string, number>>;

/** How a metric is defined: once, for screens, API, exports and SQL. */
export interface MetricDefinition {
  id: MetricId;
  /** Whose answers it counts: no question ever mixes the two. */
  population: Population;
  /** Grows with each change of the definition, for example `nps@1`. */
  version: string;
  title: string;
  description: string;
  unit: Unit;
  /** Which direction is good; `neither` for what only says how much there is. */
  better: 'higher' | 'lower' | 'neither';
  min: number;
  /** NO_END where values have no upper end. */
  max: number;
  /** Fewer answers than this are shown, but neither ranked nor compared. */
  minimumSample: number;
  intervalMethod: string;
  /** True, over columns of feedback, for a row that carries a valid score of this kind; never null. */
  answered: Sql;
  /** What was read out of comments is part of its answers: `answered` and the tallies stand over rows with readings (see `keptRows`), and never over the sums of days. */
  readings?: true;
  /** How an answer is read, which there are and what they mean; null for a metric of feedback rather than of answers. */
  answers: Answers | null;
  tallies: Readonly<Record<string, Tally>>;
  /** Value, interval and standard error from the counts; null when nobody answered, save where a count of 0 is an answer. Pure. */
  estimate(counts: Counts): Sampled | null;
}

/** Below so many answers a value is drawn pale and never called news; the usual threshold of the normal approximation. */
export const MINIMUM_SAMPLE = 30;

/**
 * The `max` of a metric without an upper end: the largest whole number that JSON and GraphQL carry exactly. Infinity would
 * be neither. Differences of counts always lie within, so clamping an interval to the scale leaves them alone.
 */
export const NO_END = Number.MAX_SAFE_INTEGER;

/** Declares a metric; `estimate` sees exactly the tallies that are declared beside it. */
export function defineMetric<const Tallies extends Readonly<Record<string, Tally>>>(
  metric: Omit<MetricDefinition, 'tallies' | 'estimate'> & {
    tallies: Tallies;
    estimate(counts: Readonly<Record<keyof Tallies | 'n', number>>): Sampled | null;
  },
): MetricDefinition {
  return metric;
}

/** Whether any of the metrics is made of what was read out of comments. */
export function needReadings(metrics: readonly Pick<MetricDefinition, 'readings'>[]): boolean {
  return metrics.some(({ readings }) => readings === true);
}

/** The one population of some metrics. Throws when they have two: no scan may mix customers with employees. */
export function populationOf(metrics: readonly MetricDefinition[]): Population {
  const populations = new Set(metrics.map(({ population }) => population));
  if (populations.size > 1) throw new HeedError('BAD_USER_INPUT', 'Customers and employees cannot be measured in one question; ask for eNPS apart.');
  return [...populations][0] ?? 'customers';
}
