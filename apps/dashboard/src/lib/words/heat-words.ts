import type { MetricInfo } from '#lib/api/documents.ts';
import type { HeatCell } from '#lib/charts/heat-model.ts';
import { writeEstimate } from '#lib/charts/precision.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

/** What a field of a table of shades shows and says. */
export function fieldWords({ estimate, tone, pale }: HeatCell, { metric, t, format }: { metric: MetricInfo } & Pick<I18n, 't' | 'format'>): { text: string; says: string } {
  const text = writeEstimate(estimate, { unit: metric.unit, t, format });
  const answers = pale && estimate.n > 0 ? t('card.few', { n: estimate.n, needed: metric.minimumSample }) : t('card.answers', { n: estimate.n });
  if (!text) return { text: '–', says: answers };
  const interval = t('card.interval', { low: text.low, high: text.high });
  const above = tone === 'more' || tone === (metric.better === 'LOWER' ? 'bad' : 'good');
  const says = [text.value, interval, answers, ...(tone === null ? [] : [t(above ? 'heat.above' : 'heat.below')])];
  return { text: text.value, says: format.parts(says) };
}
