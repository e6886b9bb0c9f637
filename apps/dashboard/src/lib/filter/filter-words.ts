import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { namedBands } from './drill.ts';
import type { AttributeChoice, FilterDimension, ScoreBand, ViewPeriod } from './view-filter.ts';
import { daysOf } from './view-period.ts';

/** Days of an address as people read them. Noon, so that a day is the same in every zone the texts may be written for. */
const dayRange = (from: string, to: string, { format }: Pick<I18n, 'format'>): string =>
  from === to ? format.day(`${from}T12:00:00Z`) : format.days(`${from}T12:00:00Z`, `${to}T12:00:00Z`);

/** A period as it stands in the filter's sentence. */
export function periodWords(period: ViewPeriod, { t, format }: Pick<I18n, 't' | 'format'>): string {
  const days = daysOf(period);
  if (days > 0) return t('filter.period.last', { days });
  if ('toDate' in period) return t('filter.period.toDate', { unit: period.toDate });
  if ('last' in period) {
    const { count, unit, complete } = period.last;
    return t(complete ? 'filter.period.complete' : 'filter.period.running', { count, unit });
  }
  return period.to.includes('T') ? t('filter.period.hour', { at: format.dateTime(period.from) }) : dayRange(period.from, period.to, { format });
}

/** A value of a dimension or attribute as people read it: languages by name, and a word where nothing was given. */
export function valueWords(value: string, dimension: FilterDimension | null, { t, format }: Pick<I18n, 't' | 'format'>): string {
  if (value === '') return t('filter.notGiven');
  return dimension === 'language' ? format.languageName(value) : value;
}

/** The chosen values of a dimension: up to three by name, more by number. */
export function choiceWords(values: readonly string[] | undefined, dimension: FilterDimension, i18n: Pick<I18n, 't' | 'format'>): string {
  if (!values || values.length === 0) return i18n.t(`filter.${dimension}.all`);
  if (values.length > 3) return i18n.t(`filter.${dimension}.some`, { count: values.length });
  return i18n.format.list(values.map((value) => valueWords(value, dimension, i18n)));
}

/** The chosen values of an attribute, with its name before them. */
export function attributeWords({ key, values }: AttributeChoice, i18n: Pick<I18n, 't' | 'format'>): string {
  if (values.length > 3) return i18n.t('filter.attribute.some', { key, count: values.length });
  return i18n.t('filter.attribute.values', { key, values: i18n.format.list(values.map((value) => valueWords(value, null, i18n))) });
}

/** A score band by its name, or by its numbers. */
export function bandWords(band: ScoreBand, { t, format }: Pick<I18n, 't' | 'format'>): string {
  const ends = { low: format.decimal(band.min), high: format.decimal(band.max) };
  if (band.kind === 'sentiment') return t('filter.band.sentiment', ends);
  const metric = band.kind === 'nps' ? 'NPS' : band.kind === 'ces' ? 'CES' : (`CSAT_${band.scale ?? 5}` as 'CSAT_5');
  const named = namedBands(metric).find((one) => one.band.min === band.min && one.band.max === band.max);
  if (named) return t(`band.${named.name}`);
  const range = band.min === band.max ? ends.low : `${ends.low}–${ends.high}`;
  return t(`filter.band.${band.kind}`, { range, scale: band.scale ?? 5 });
}
