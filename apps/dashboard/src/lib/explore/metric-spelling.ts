import type { Metric } from '#lib/api/documents.ts';

/** Every metric once, in the order in which they are offered. */
const ALL: Record<Metric, true> = {
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
  ENPS: true,
};
export const METRICS = Object.keys(ALL) as Metric[];

/** A metric as Heed's own programs, addresses and exports spell it: CSAT_5 is csat5, CES_5_EASY is ces5Easy. */
export const metricSpelling = (metric: Metric): string =>
  metric
    .split('_')
    .map((part, index) => (index === 0 ? part.toLowerCase() : part.charAt(0) + part.slice(1).toLowerCase()))
    .join('');

/** Reads `metricSpelling` back; undefined for anything else. */
export const readMetric = (text: string): Metric | undefined => METRICS.find((metric) => metricSpelling(metric) === text);

/** Employees' answers are never mixed with customers' in one question. */
export const isOfEmployees = (metric: Metric): boolean => metric === 'ENPS';
