import { VolumeQuery, type Metric } from '#lib/api/documents.ts';
import { request } from '#lib/api/request.ts';
import { usualMetric } from '#lib/themes/usual-metric.ts';

/** What tiles measure unless somebody says otherwise: what people answered lately. */
export async function metricOfTiles(fetch: typeof globalThis.fetch): Promise<Metric> {
  const { volume } = await request(fetch, VolumeQuery, { filter: { period: { last: { count: 90, unit: 'DAY' } } } });
  return usualMetric(volume.metrics);
}
