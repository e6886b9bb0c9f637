import type { Change, Unit } from '#lib/api/documents.ts';
import { decimals, writeEstimate, writeValue } from '#lib/charts/precision.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';

export interface ChangeText {
  text: string;
  /** The amount with its sign where the change is clear: for tables. */
  short: string;
  /** What it was before, for whoever asks. */
  detail: string;
  /** Only where the change is clear. */
  arrow: 'up' | 'down' | null;
  tone: 'good' | 'bad';
}

/** A change in words: how much where it is clear, and honestly nothing where it is not. */
export function changeWords(change: Change, { unit, filter, i18n }: { unit: Unit; filter: ViewFilter; i18n: I18n }): ChangeText {
  const { t, format } = i18n;
  const { verdict, value, low, high, previous, previousPeriod } = change;
  const before = writeEstimate(previous, { unit, t, format });
  const range = format.days(previousPeriod.from, Date.parse(previousPeriod.to) - 1);
  const detail = before
    ? t('change.before', { range, value: before.value, interval: before.interval, n: previous.n })
    : t('change.nothingBefore', { range });
  if (verdict === 'TOO_FEW_ANSWERS') return { text: t('change.tooFew'), short: t('change.tooFew'), detail, arrow: null, tone: 'good' };
  if (verdict === 'NO_CLEAR_CHANGE' || value === null) return { text: t('change.none'), short: t('change.none'), detail, arrow: null, tone: 'good' };
  const digits = Math.max(decimals(low === null || high === null ? 1 : (high - low) / 2, unit), Math.abs(value) < 1 ? 1 : 0);
  const amount = unit === 'PERCENT' ? t('change.percentPoints', { n: format.number(Math.abs(value), digits) }) : writeValue(Math.abs(value), { unit, digits, format });
  const days = 'days' in filter.period ? filter.period.days : 0;
  const arrow = verdict === 'UP' ? 'up' : 'down';
  return {
    text: t(`change.${arrow}`, { amount, days, kind: days === 0 ? 'range' : 'days', range }),
    short: `${arrow === 'up' ? '+' : '\u2212'}${amount}`,
    detail,
    arrow,
    // The metrics of all cards are better when higher.
    tone: verdict === 'UP' ? 'good' : 'bad',
  };
}
