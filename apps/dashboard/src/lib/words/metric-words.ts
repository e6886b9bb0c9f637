import type { Metric } from '#lib/api/documents.ts';
import { csatScale } from '#lib/filter/drill.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

/** A metric's name. With `scale` it says on which scale was asked, wherever several may stand side by side. */
export function metricName(metric: Metric, { t, scale = false }: Pick<I18n, 't'> & { scale?: boolean }): string {
  const asked = csatScale(metric);
  if (asked !== null) return scale ? t('measure.csat', { scale: asked }) : t('metric.csat.short');
  return t(`measure.${metric as Exclude<Metric, `CSAT_${number}`>}`);
}

/** What a metric says, in a few words. */
export function metricAbout(metric: Metric, { t }: Pick<I18n, 't'>): string {
  const asked = csatScale(metric);
  return asked === null ? t(`measure.about.${metric as Exclude<Metric, `CSAT_${number}`>}`) : t('metric.csat.about', { scale: asked });
}
