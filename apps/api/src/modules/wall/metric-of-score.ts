import { METRIC_IDS, type MetricId } from '@heed/measure';

/** The metric that an answer to a question counts in; null for a scale that no metric knows. */
export function metricOfScore(question: 'nps' | 'csat' | 'ces', { scale, cesVersion = '2.0' }: { scale: number; cesVersion?: string | null }): MetricId | null {
  if (question === 'nps') return 'nps';
  if (question === 'ces') return cesVersion === '1.0' ? 'ces1' : scale === 5 ? 'ces5' : 'ces';
  return METRIC_IDS.find((id) => id === `csat${scale}`) ?? null;
}
