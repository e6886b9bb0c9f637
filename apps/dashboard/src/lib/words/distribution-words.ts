import type { Metric } from '#lib/api/documents.ts';
import { shareOf, type AnswerBand, type DistributionModel } from '#lib/charts/distribution-model.ts';
import type { DistributionWords } from '#lib/charts/distribution-option.ts';
import { wholeBand } from '#lib/filter/drill.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { metricName } from './metric-words.ts';

export interface DistributionTexts extends DistributionWords {
  title: string;
  subtitle: string;
  note: string;
  label: string;
  caption: string;
  columns: string[];
  cells: (index: number) => string[];
}

/** What a band of answers is called: promoters of NPS, satisfied of CSAT. */
const answerBandWords = (metric: Metric, band: AnswerBand, { t }: Pick<I18n, 't'>): string => t(`distribution.band.${wholeBand(metric)?.kind ?? 'nps'}.${band}`);

/** Everything that a distribution says. */
export function distributionWords(model: DistributionModel, { t, format }: Pick<I18n, 't' | 'format'>): DistributionTexts {
  const { metric, answers, bands, n, compared } = model;
  const name = metricName(metric.metric, { t, scale: true });
  const about = t('distribution.about', { metric: name });
  const bandName = (band: AnswerBand): string => answerBandWords(metric.metric, band, { t });
  const title = model.empty
    ? about
    : t('distribution.title', { good: format.percent(shareOf(model, 'GOOD')), goodBand: bandName('GOOD'), bad: format.percent(shareOf(model, 'BAD')), badBand: bandName('BAD') });
  const answer = (index: number): string => {
    const one = answers[index];
    if (!one) return '';
    return one.upTo === null ? format.decimal(one.answer) : t('table.range', { low: format.decimal(one.answer), high: format.decimal(one.upTo) });
  };
  const percent = (value: number | null): string => (value === null ? '–' : format.percent(value, value > 0 && value < 10 ? 1 : 0));
  const interval = (index: number): string => {
    const { low = null, high = null } = answers[index] ?? {};
    return low === null || high === null ? '–' : t('table.range', { low: percent(low), high: percent(high) });
  };
  return {
    title,
    subtitle: t('distribution.subtitle', { metric: name, n }),
    note: t(compared ? 'distribution.note.compared' : 'distribution.note'),
    label: t('distribution.label', { title, n: answers.length }),
    caption: about,
    answer,
    axis: (value) => format.percent(value),
    share: (index) => percent(answers[index]?.share ?? null),
    band: (index) => {
      const stretch = bands[index];
      return stretch ? { name: bandName(stretch.band), share: format.percent(stretch.share) } : { name: '', share: '' };
    },
    tooltip: (index) => {
      const one = answers[index];
      if (!one) return { title: '', lines: [] };
      return {
        title: t('distribution.tip', { answer: answer(index) }),
        lines: [
          t('distribution.tip.share', { share: percent(one.share), interval: interval(index) }),
          t('card.answers', { n: one.n }),
          bandName(one.band),
          ...(one.previousShare === null ? [] : [t('distribution.tip.before', { share: percent(one.previousShare) })]),
        ],
      };
    },
    columns: [t('distribution.column.answer'), t('distribution.column.band'), t('distribution.column.share'), t('table.interval'), t('table.answers'), ...(compared ? [t('distribution.column.before')] : [])],
    cells: (index) => {
      const one = answers[index];
      if (!one) return [];
      return [answer(index), bandName(one.band), percent(one.share), interval(index), format.number(one.n), ...(compared ? [percent(one.previousShare)] : [])];
    },
  };
}
