import type { Metric } from '#lib/api/documents.ts';

/** What employees say is no question of Explore: it is never mixed with what customers say. */
export type CustomerMetric = Exclude<Metric, 'ENPS'>;

/** Every metric of customers once, in the order in which they are offered. */
const ALL: Record<CustomerMetric, true> = {
  NPS: true,
  CSAT_5: true,
  CSAT_3: true,
  CSAT_4: true,
  CSAT_6: true,
  CSAT_7: true,
  CSAT_10: true,
  CES: true,
  CES_EASY: true,
  CES_5: true,
  CES_5_EASY: true,
  CES_1: true,
  SENTIMENT: true,
  VOLUME: true,
};
export const METRICS = Object.keys(ALL) as CustomerMetric[];

/** A metric as Heed's own programs, addresses and exports spell it: CSAT_5 is csat5, CES_5_EASY is ces5Easy. */
export const metricSpelling = (metric: Metric): string =>
  metric
    .split('_')
    .map((part, index) => (index === 0 ? part.toLowerCase() : part.charAt(0) + part.slice(1).toLowerCase()))
    .join('');

/** Reads `metricSpelling` back; undefined for anything else. */
export const readMetric = (text: string): CustomerMetric | undefined => METRICS.find((metric) => metricSpelling(metric) === text);
