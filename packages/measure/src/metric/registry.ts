import { ces, ces1, ces5, ces5Easy, cesEasy } from './ces.metric.ts';
import { csat } from './csat.metric.ts';
import { enps } from './enps.metric.ts';
import { nps } from './nps.metric.ts';
import { sentiment } from './sentiment.metric.ts';
import { volume } from './volume.metric.ts';
import type { MetricDefinition, MetricId } from './metric.ts';

/** Every metric of Heed, declared once. */
export const METRICS: Readonly<Record<MetricId, MetricDefinition>> = {
  nps,
  csat3: csat(3),
  csat4: csat(4),
  csat5: csat(5),
  csat6: csat(6),
  csat7: csat(7),
  csat10: csat(10),
  ces,
  cesEasy,
  ces5,
  ces5Easy,
  ces1,
  sentiment,
  volume,
  enps,
};

/** In the order in which they are listed. */
export const METRIC_IDS = Object.keys(METRICS) as readonly MetricId[];

/** Those that one scan over customers' feedback can answer. */
export const CUSTOMER_METRIC_IDS: readonly MetricId[] = METRIC_IDS.filter((id) => METRICS[id].population === 'customers');
