import type { MetricInfo } from '#lib/api/documents.ts';
import type { ThemeFigures, ThemeImpact } from '#lib/api/themes-documents.ts';
import { decimals, writeValue } from '#lib/charts/precision.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { changeWords, signed, type ChangeText } from './change-words.ts';

type Words = Pick<I18n, 't' | 'format'>;

/** An impact with its sign and its interval, with no more digits than the interval supports; null where there is none. */
export function impactText({ value, low, high }: ThemeImpact, { metric, i18n: { t, format } }: { metric: Pick<MetricInfo, 'unit'>; i18n: Words }): { value: string; interval: string } | null {
  if (value === null || low === null || high === null) return null;
  const digits = Math.max(1, decimals((high - low) / 2, metric.unit));
  const write = (one: number): string => (metric.unit === 'PERCENT' ? t('change.percentPoints', { n: format.number(Math.abs(one), digits) }) : writeValue(Math.abs(one), { unit: metric.unit, digits, format }));
  return { value: signed(value, write(value)), interval: `±\u00a0${format.number((high - low) / 2, digits)}` };
}

/** A share of comments: `4.2%`, with one decimal where it is small. */
export const shareText = (value: number | null, { format }: Pick<I18n, 'format'>): string => (value === null ? '–' : format.percent(value, value < 10 ? 1 : 0));

/** How a theme's share changed, in words; neither direction is good or bad by itself. */
export function shareChange({ shareChange: change }: Pick<ThemeFigures, 'shareChange'>, { filter, i18n }: { filter: ViewFilter; i18n: Words }): ChangeText | null {
  return change && changeWords(change, { metric: { unit: 'PERCENT', better: 'NEITHER' }, filter, i18n });
}

/** What an impact says in one sentence. */
export function impactSentence(figures: ThemeFigures, { metric, metricName, i18n }: { metric: Pick<MetricInfo, 'unit' | 'better'>; metricName: string; i18n: Words }): string {
  const text = impactText(figures.impact, { metric, i18n });
  if (text === null) return i18n.t('themes.impact.none', { metric: metricName });
  if (!figures.impact.clear) return i18n.t('themes.impact.unclear', { metric: metricName });
  const amount = text.value.slice(1);
  return i18n.t((figures.impact.value ?? 0) < 0 ? 'themes.impact.lowers' : 'themes.impact.raises', { metric: metricName, amount });
}
