import { decimals, stepDigits, writeEstimate, writeTarget, writeValue } from '#lib/charts/precision.ts';
import type { TrendModel } from '#lib/charts/trend-model.ts';
import type { TrendWords } from '#lib/charts/trend-option.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { bucketLabel, bucketWords } from './bucket-words.ts';
import { metricName } from './metric-words.ts';

export interface TrendTexts extends TrendWords {
  title: string;
  subtitle: string;
  note: string;
  label: string;
  caption: string;
  columns: string[];
  cells: (index: number) => string[];
}

/**
 * Everything a trend's chart, its tooltips and its table say, so that all three say the same. Its bars count all feedback,
 * or only answers where nothing else is known.
 */
export function trendWords(model: TrendModel, { t, format, counted = 'feedback' }: Pick<I18n, 't' | 'format'> & { counted?: 'feedback' | 'answers' }): TrendTexts {
  const { metric, grain, points, axis, shift, target } = model;
  const { unit } = metric;
  const name = metricName(metric.metric, { t });
  const about = model.rolling === null ? t('trend.about', { metric: name, grain }) : t('trend.rolling', { metric: name, grain, n: model.rolling });
  const axisDigits = stepDigits(axis.step);

  const bucketDay = (index: number): string => format.day(points[index]?.from ?? 0);
  const bucket = (index: number): string => {
    const point = points[index];
    return point ? bucketLabel(point, { grain, count: points.length, format }) : '';
  };
  const span = (index: number): string => {
    const point = points[index];
    return point ? bucketWords(point, { grain, format }) : '';
  };
  const estimate = (index: number) => {
    const point = points[index];
    return point ? writeEstimate({ ...point, excluded: 0, enough: !point.pale }, { unit, t, format }) : null;
  };

  const title = (): string => {
    if (!shift) return about;
    const amount = writeValue(Math.abs(shift.difference), { unit, digits: decimals(Math.abs(shift.difference), unit), format });
    const values = { metric: name, amount: unit === 'PERCENT' ? t('change.percentPoints', { n: format.number(Math.abs(shift.difference)) }) : amount };
    const from = bucketDay(shift.start);
    if (shift.kind === 'since') return t(`trend.since.${shift.direction}`, { ...values, from });
    const range = format.days(points[shift.start]?.from ?? 0, Date.parse(points[shift.end]?.to ?? '') - 1);
    return t(`trend.between.${shift.direction}`, { ...values, range });
  };

  return {
    title: title(),
    subtitle: shift ? about : t('trend.interval'),
    note: model.empty ? '' : metric.minimumSample > 0 ? t('trend.note', { n: metric.minimumSample }) : t('trend.interval'),
    label: t('trend.label', { title: title(), n: points.length }),
    caption: about,
    bucket,
    value: (value) => writeValue(value, { unit, digits: axisDigits, format }),
    volume: model.rolling === null ? t(counted === 'answers' ? 'explore.answersOver' : 'trend.volume', { grain }) : t(`trend.window.${counted}`),
    count: (n) => format.number(n),
    target: target === null ? '' : t('target.line', { value: writeTarget(target, { unit, format }) }),
    tooltip: (index) => {
      const point = points[index];
      const text = estimate(index);
      return {
        title: span(index),
        lines: [
          text ? t('trend.tip', { metric: name, value: text.value, low: text.low, high: text.high }) : t('trend.gap', { metric: name }),
          t('card.answers', { n: point?.n ?? 0 }),
          ...(point?.pale && text ? [t('trend.pale', { n: metric.minimumSample })] : []),
          ...(counted === 'answers' ? [] : [t('trend.matched', { n: point?.matched ?? 0 })]),
          ...(point?.running ? [t('trend.running')] : []),
        ],
      };
    },
    columns: [t('table.period'), name, t('table.interval'), t('table.answers'), t('table.matched')],
    cells: (index) => {
      const text = estimate(index);
      const point = points[index];
      return [
        span(index),
        text?.value ?? '–',
        text ? t('table.range', { low: text.low, high: text.high }) : '–',
        format.number(point?.n ?? 0),
        format.number(point?.matched ?? 0),
      ];
    },
  };
}
