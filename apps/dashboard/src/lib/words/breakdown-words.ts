import type { BreakdownModel } from '#lib/charts/breakdown-model.ts';
import type { BreakdownWords } from '#lib/charts/breakdown-option.ts';
import { stepDigits, writeEstimate, writeValue } from '#lib/charts/precision.ts';
import { sameGrouping, type ViewGrouping } from '#lib/explore/view-grouping.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import { changeWords } from './change-words.ts';
import { aboutWords, groupingName, groupWords, type GroupWords } from './grouping-words.ts';
import { metricName as nameOfMetric } from './metric-words.ts';

export interface BreakdownTexts extends BreakdownWords {
  title: string;
  subtitle: string;
  note: string;
  label: string;
  caption: string;
  columns: string[];
  cells: (index: number) => string[];
}

const DEPARTMENT: ViewGrouping = { dimension: 'department' };

interface Told {
  filter: ViewFilter;
  i18n: GroupWords;
  /** Departments, where nothing else is said. */
  grouping?: ViewGrouping;
  /** Whether changes are against the period right before. */
  before?: boolean;
}

/** Everything a breakdown's chart, its tooltips and its table say. */
export function breakdownWords(model: BreakdownModel, { filter, i18n, grouping = DEPARTMENT, before = true }: Told): BreakdownTexts {
  const { t, format } = i18n;
  const { metric, rows, gap, total, otherGroups, axis } = model;
  const { unit } = metric;
  const metricName = nameOfMetric(metric.metric, { t });
  const isDepartment = sameGrouping(grouping, DEPARTMENT);
  const about = isDepartment ? t('breakdown.about', { metric: metricName }) : aboutWords(metricName, { by: [grouping], t });
  const title = gap
    ? t(isDepartment ? 'breakdown.gap' : 'explore.gap', { best: groupWords(gap.best, grouping, i18n), worst: groupWords(gap.worst, grouping, i18n) })
    : about;
  const axisDigits = stepDigits(axis.step);

  const name = (index: number): string => {
    const key = rows[index]?.key;
    if (key === null) return t(isDepartment ? 'breakdown.other' : 'explore.others', { n: otherGroups });
    return key === '' && isDepartment ? t('breakdown.notGiven') : groupWords(key ?? '', grouping, i18n);
  };
  const text = (index: number) => {
    const row = rows[index];
    return row ? writeEstimate(row.estimate, { unit, t, format }) : null;
  };
  const change = (index: number, form: 'text' | 'short'): string => {
    const found = rows[index]?.change;
    return found ? changeWords(found, { metric, filter, i18n, before })[form] : '–';
  };
  const answers = (index: number): string => {
    const row = rows[index];
    if (!row) return '';
    return row.pale ? t('card.few', { n: row.estimate.n, needed: metric.minimumSample }) : t('card.answers', { n: row.estimate.n });
  };
  const all = writeEstimate(total, { unit, t, format });

  return {
    title,
    subtitle: gap ? about : t('trend.interval'),
    note: rows.length === 0 ? '' : metric.minimumSample > 0 ? t('breakdown.note', { n: metric.minimumSample }) : t('trend.interval'),
    label: t('breakdown.label', { title, n: rows.length }),
    caption: about,
    name,
    value: (index) => text(index)?.value ?? '–',
    change: (index) => {
      const found = rows[index]?.change;
      return { text: !found || rows[index]?.pale ? '' : change(index, 'short'), clear: found?.verdict === 'UP' || found?.verdict === 'DOWN' };
    },
    axis: (value) => writeValue(value, { unit, digits: axisDigits, format }),
    total: t('breakdown.total', { value: all?.value ?? '–' }),
    tooltip: (index) => {
      const found = text(index);
      return {
        title: name(index),
        lines: [
          found ? t('trend.tip', { metric: metricName, value: found.value, low: found.low, high: found.high }) : t('card.none'),
          answers(index),
          ...(rows[index]?.change && !rows[index].pale ? [change(index, 'text')] : []),
        ],
      };
    },
    columns: [groupingName(grouping, { t }), metricName, t('table.interval'), t('table.answers'), t('table.change')],
    cells: (index) => {
      const found = text(index);
      return [
        name(index),
        found?.value ?? '–',
        found ? t('table.range', { low: found.low, high: found.high }) : '–',
        format.number(rows[index]?.estimate.n ?? 0),
        change(index, 'short'),
      ];
    },
  };
}
