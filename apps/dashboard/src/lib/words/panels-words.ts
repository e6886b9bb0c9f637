import type { Exploration } from '#lib/api/explore-documents.ts';
import type { PanelsModel } from '#lib/charts/panels-model.ts';
import type { PanelsWords } from '#lib/charts/panels-option.ts';
import { stepDigits, writeEstimate, writeValue } from '#lib/charts/precision.ts';
import { groupingOf } from '#lib/explore/view-grouping.ts';
import { bucketLabel, bucketWords } from './bucket-words.ts';
import { aboutWords, type GroupWords } from './grouping-words.ts';
import { metricName } from './metric-words.ts';
import { rowName } from './result-words.ts';

export interface PanelsTexts extends PanelsWords {
  title: string;
  subtitle: string;
  note: string;
  label: string;
}

/** Everything that small multiples and their tooltips say. */
export function panelsWords(model: PanelsModel, { exploration, index, i18n }: { exploration: Exploration; index: number; i18n: GroupWords }): PanelsTexts {
  const { t, format } = i18n;
  const { metric, grain, panels, axis, hidden } = model;
  const { unit } = metric;
  const name = metricName(metric.metric, { t });
  const about = aboutWords(name, { by: exploration.by.map(groupingOf), t });
  const digits = stepDigits(axis.step);
  const rolling = exploration.rolling;
  const nameOf = (panel: number): string => {
    const row = exploration.rows[panels[panel]?.row ?? -1];
    return row ? format.parts(exploration.by.map((_, level) => rowName(row, level, { by: exploration.by, i18n })).filter((part) => part !== '')) : '';
  };
  return {
    title: about,
    subtitle: rolling === null ? t('trend.about', { metric: name, grain }) : t('trend.rolling', { metric: name, grain, n: rolling }),
    note: [t('explore.panels.note', { n: metric.minimumSample }), ...(hidden > 0 ? [t('explore.hiddenRows', { n: hidden })] : [])].join(' '),
    label: t('explore.panels.label', { title: about, n: panels.length }),
    name: nameOf,
    figure: (panel) => {
      const cell = exploration.rows[panels[panel]?.row ?? -1]?.cells[index];
      return (cell && writeEstimate(cell.estimate, { unit, t, format })?.value) ?? '–';
    },
    bucket: (at) => {
      const bucket = exploration.buckets[at];
      return bucket ? bucketLabel(bucket, { grain, count: exploration.buckets.length, format }) : '';
    },
    axis: (value) => writeValue(value, { unit, digits, format }),
    tooltip: (at, panel) => {
      const point = panels[panel]?.points[at];
      const bucket = exploration.buckets[at];
      const text = point ? writeEstimate({ ...point, excluded: 0, enough: !point.pale }, { unit, t, format }) : null;
      return {
        title: format.parts([nameOf(panel), bucket ? bucketWords(bucket, { grain, format }) : '']),
        lines: [
          text ? t('trend.tip', { metric: name, value: text.value, low: text.low, high: text.high }) : t('trend.gap', { metric: name }),
          point?.pale && text ? t('card.few', { n: point.n, needed: metric.minimumSample }) : t('card.answers', { n: point?.n ?? 0 }),
          ...(point?.running ? [t('trend.running')] : []),
        ],
      };
    },
  };
}
