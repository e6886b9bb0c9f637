import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { namedBands } from './drill.ts';
import type { FilterDimension, ScoreBand, ViewPeriod } from './view-filter.ts';

/** A period as it stands in the filter's sentence. */
export function periodWords(period: ViewPeriod, { t, format }: I18n): string {
  if ('days' in period) return t('filter.period.last', { days: period.days });
  const isHour = period.to.includes('T');
  if (isHour) return t('filter.period.hour', { at: format.dateTime(period.from) });
  // Noon, so that the day is the same in every zone the texts may be written for.
  return period.from === period.to ? format.day(`${period.from}T12:00:00Z`) : format.days(`${period.from}T12:00:00Z`, `${period.to}T12:00:00Z`);
}

/** A value of a dimension as people read it: languages by name, and a word where nothing was given. */
export function valueWords(value: string, dimension: FilterDimension, { t, format }: I18n): string {
  if (value === '') return t('filter.notGiven');
  return dimension === 'language' ? format.languageName(value) : value;
}

/** The chosen values of a dimension: up to three by name, more by number. */
export function choiceWords(values: readonly string[] | undefined, dimension: FilterDimension, i18n: I18n): string {
  if (!values || values.length === 0) return i18n.t(`filter.${dimension}.all`);
  if (values.length > 3) return i18n.t(`filter.${dimension}.some`, { count: values.length });
  return i18n.format.list(values.map((value) => valueWords(value, dimension, i18n)));
}

/** A score band by its name, or by its numbers. */
export function bandWords(band: ScoreBand, { t }: I18n): string {
  const metric = band.kind === 'nps' ? 'NPS' : band.kind === 'ces' ? 'CES' : (`CSAT_${band.scale ?? 5}` as 'CSAT_5');
  const named = namedBands(metric).find((one) => one.band.min === band.min && one.band.max === band.max);
  if (named) return t(`band.${named.name}`);
  const range = band.min === band.max ? String(band.min) : `${band.min}–${band.max}`;
  return t(`filter.band.${band.kind}`, { range, scale: band.scale ?? 5 });
}
