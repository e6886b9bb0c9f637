import type { MetricInfo } from '#lib/api/documents.ts';
import type { ThemeMeasure, ThemesComparison } from '#lib/api/compare-documents.ts';
import { writeEstimate, writeValue } from '#lib/charts/precision.ts';
import { periodWords } from '#lib/filter/filter-words.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import type { CompareModel, CompareRow, SideValue } from '#lib/themes/compare-rows.ts';
import { besidesOthers, isSegment, ownValues, type ComparedWith, type Segment } from '#lib/themes/compare-view.ts';
import { amountWords, signed } from './change-words.ts';
import { againstWords, groupingName, groupWords } from './grouping-words.ts';
import { shareText } from './theme-words.ts';

type Words = Pick<I18n, 't' | 'format'>;

/** Values of a segment: up to three by name, more by number. */
function segmentWords(by: Segment['by'], values: readonly string[], i18n: Words): string {
  if (values.length > 3) return i18n.t('filter.attribute.some', { key: groupingName(by, i18n), count: values.length });
  return i18n.format.list(values.map((value) => groupWords(value, by, i18n)));
}

/** What is compared with, as it stands in the sentence; null for nothing. */
export function comparedWords(compared: ComparedWith | null, { filter, i18n }: { filter: ViewFilter; i18n: Words }): string {
  if (compared === null) return i18n.t('themes.compare.with');
  if (!isSegment(compared)) return againstWords(compared, { period: filter.period, t: i18n.t, format: i18n.format });
  return i18n.t('themes.compare.segment', { name: segmentWords(compared.by, compared.values, i18n) });
}

/** What each side is called. */
export function sideNames(compared: ComparedWith, { filter, answer, i18n }: { filter: ViewFilter; answer: ThemesComparison; i18n: Words }): { side: string; with: string } {
  if (isSegment(compared)) {
    const side = besidesOthers(filter, compared) ? i18n.t('themes.compare.others') : segmentWords(compared.by, ownValues(filter, compared.by), i18n);
    return { side, with: segmentWords(compared.by, compared.values, i18n) };
  }
  const days = (period: { from: string; to: string } | null): string => (period ? i18n.format.days(period.from, Date.parse(period.to) - 1) : '');
  return { side: periodWords(filter.period, i18n), with: days(answer.with.period) };
}

/** A value of one side with its interval. */
export function sideText(value: SideValue, { unit, measure, i18n }: { unit: MetricInfo['unit']; measure: ThemeMeasure; i18n: Words }): { value: string; interval: string } {
  if (value === null) return { value: '–', interval: '' };
  const range = { low: value.low, high: value.high };
  if (measure === 'SHARE') return { value: shareText(value.value, i18n), interval: i18n.t('table.range', { low: shareText(range.low, i18n), high: shareText(range.high, i18n) }) };
  const text = writeEstimate({ value: value.value, ...range, n: 0, excluded: 0, enough: true }, { unit, t: i18n.t, format: i18n.format });
  if (measure !== 'IMPACT' || !text) return { value: text?.value ?? '–', interval: text?.interval ?? '' };
  return { value: signed(value.value, amountWords(value.value, { halfWidth: (value.high - value.low) / 2, unit, t: i18n.t, format: i18n.format })), interval: text.interval };
}

/** The difference of a row in words: how much where it is clear, else that it is not. */
export function differenceWords({ difference: { value, low, high, verdict } }: Pick<CompareRow, 'difference'>, { unit, i18n }: { unit: MetricInfo['unit']; i18n: Words }): { text: string; interval: string; arrow: 'up' | 'fall' | null } {
  const { t } = i18n;
  if (verdict === 'TOO_FEW_ANSWERS' || value === null || low === null || high === null) return { text: t('change.tooFew'), interval: '', arrow: null };
  const halfWidth = (high - low) / 2;
  const amount = (one: number): string => signed(one, amountWords(one, { halfWidth, unit, t: i18n.t, format: i18n.format }));
  const interval = t('table.range', { low: amount(low), high: amount(high) });
  if (verdict === 'NO_CLEAR_CHANGE') return { text: t('themes.compare.unclear'), interval, arrow: null };
  return { text: amount(value), interval, arrow: verdict === 'UP' ? 'up' : 'fall' };
}

/** The marks of the scale above the drawings. */
export function axisWords({ axis, unit }: Pick<CompareModel, 'axis' | 'unit'>, { format }: Words): { at: number; text: string }[] {
  const digits = axis.step < 0.1 ? 2 : axis.step < 1 ? 1 : 0;
  return [axis.min, axis.min < 0 && axis.max > 0 ? 0 : (axis.min + axis.max) / 2, axis.max].map((value) => ({ at: (100 * (value - axis.min)) / (axis.max - axis.min), text: writeValue(value, { unit, digits: Number.isInteger(value) ? 0 : Math.max(1, digits), format }) }));
}
