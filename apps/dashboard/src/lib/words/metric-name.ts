import type { Metric } from '#lib/api/documents.ts';

/** Under which words each metric goes; all scales of CSAT go under the same. */
const WORDS = {
  NPS: 'nps',
  CSAT_3: 'csat',
  CSAT_4: 'csat',
  CSAT_5: 'csat',
  CSAT_6: 'csat',
  CSAT_7: 'csat',
  CSAT_10: 'csat',
  CES: 'ces',
  CES_EASY: 'cesEasy',
  CES_5: 'ces5',
  CES_5_EASY: 'ces5Easy',
  CES_1: 'ces1',
  SENTIMENT: 'sentiment',
  VOLUME: 'volume',
  ENPS: 'enps',
} as const satisfies Record<Metric, string>;

/** The key of a metric's short name in the catalogues. */
export function shortName(metric: Metric): `metric.${(typeof WORDS)[Metric]}.short` {
  return `metric.${WORDS[metric]}.short`;
}

/** The key of what a metric says, in a few words. */
export function aboutName(metric: Metric): `metric.${(typeof WORDS)[Metric]}.about` {
  return `metric.${WORDS[metric]}.about`;
}
