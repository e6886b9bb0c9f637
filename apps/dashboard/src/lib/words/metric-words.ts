import type { Metric } from '#lib/api/documents.ts';
import { csatScale } from '#lib/filter/drill.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { aboutName, shortName } from './metric-name.ts';

/** A metric's name. With `scale` it says on which scale satisfaction was asked, wherever several may stand side by side. */
export function metricName(metric: Metric, { t, scale = false }: Pick<I18n, 't'> & { scale?: boolean }): string {
  const asked = csatScale(metric);
  return asked !== null && scale ? t('explore.csat', { scale: asked }) : t(shortName(metric));
}

/** What a metric says, in a few words. */
export const metricAbout = (metric: Metric, { t }: Pick<I18n, 't'>): string => t(aboutName(metric), { scale: csatScale(metric) ?? 0 });
