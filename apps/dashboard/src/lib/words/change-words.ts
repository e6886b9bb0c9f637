import type { Change, MetricInfo, Unit } from '#lib/api/documents.ts';
import { decimals, writeEstimate, writeValue } from '#lib/charts/precision.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import { daysOf } from '#lib/filter/view-period.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

export interface ChangeText {
  text: string;
  /** The amount with its sign where the change is clear: for tables. */
  short: string;
  /** What it was before, for whoever asks. */
  detail: string;
  /** Only where the change is clear. */
  arrow: 'up' | 'down' | null;
  tone: 'good' | 'bad' | 'middle';
}

/** The size of a change, without its sign, with no more digits than its interval supports. */
export function amountWords(amount: number, { halfWidth, unit, t, format }: { halfWidth: number; unit: Unit } & Pick<I18n, 't' | 'format'>): string {
  const size = Math.abs(amount);
  const digits = unit === 'COUNT' ? 0 : Math.max(decimals(halfWidth, unit), size < 1 ? 1 : 0);
  return unit === 'PERCENT' ? t('change.percentPoints', { n: format.number(size, digits) }) : writeValue(size, { unit, digits, format });
}

/** The same with its sign: for tables and labels. */
export const signed = (amount: number, text: string): string => `${amount < 0 ? '\u2212' : '+'}${text}`;

interface Changed {
  metric: Pick<MetricInfo, 'unit' | 'better'>;
  filter: ViewFilter;
  i18n: Pick<I18n, 't' | 'format'>;
  /** Whether it was compared with the period right before; any other is named by its days. */
  before?: boolean;
}

/** A change in words: how much where it is clear, and honestly nothing where it is not. */
export function changeWords(change: Change, { metric, filter, i18n, before: isBefore = true }: Changed): ChangeText {
  const { t, format } = i18n;
  const { unit, better } = metric;
  const { verdict, value, low, high, previous, previousPeriod } = change;
  const before = writeEstimate(previous, { unit, t, format });
  const range = format.days(previousPeriod.from, Date.parse(previousPeriod.to) - 1);
  const detail = before
    ? t('change.before', { range, value: before.value, interval: before.interval, n: previous.n })
    : t('change.nothingBefore', { range });
  if (verdict === 'TOO_FEW_ANSWERS') return { text: t('change.tooFew'), short: t('change.tooFew'), detail, arrow: null, tone: 'middle' };
  if (verdict === 'NO_CLEAR_CHANGE' || value === null) return { text: t('change.none'), short: t('change.none'), detail, arrow: null, tone: 'middle' };
  const amount = amountWords(value, { halfWidth: low === null || high === null ? 1 : (high - low) / 2, unit, t, format });
  const days = isBefore ? daysOf(filter.period) : 0;
  const arrow = verdict === 'UP' ? 'up' : 'down';
  return {
    text: t(`change.${arrow}`, { amount, days, kind: days === 0 ? 'range' : 'days', range }),
    short: signed(value, amount),
    detail,
    arrow,
    tone: better === 'NEITHER' ? 'middle' : (verdict === 'UP') === (better === 'HIGHER') ? 'good' : 'bad',
  };
}
