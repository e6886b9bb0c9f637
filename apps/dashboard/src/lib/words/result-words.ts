import type { MetricInfo } from '#lib/api/documents.ts';
import type { Exploration, ExplorationCell, ExplorationRow } from '#lib/api/explore-documents.ts';
import { writeEstimate } from '#lib/charts/precision.ts';
import { pooledIn } from '#lib/explore/exploration-shape.ts';
import { metricSpelling } from '#lib/explore/metric-spelling.ts';
import type { ResultColumn, ResultField, ResultRow } from '#lib/explore/result-table.ts';
import { groupingOf, groupNarrower } from '#lib/explore/view-grouping.ts';
import { bucketPeriod, feedbackHref } from '#lib/filter/drill.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import { bucketWords } from './bucket-words.ts';
import { changeWords } from './change-words.ts';
import { groupingName, groupWords, type GroupWords } from './grouping-words.ts';
import { metricName } from './metric-words.ts';

interface Told {
  filter: ViewFilter;
  i18n: GroupWords;
  /** Whether changes are against the period right before. */
  before: boolean;
}

/** The name of a row at one of its levels: a value, or how many further values are pooled there; empty below a pooled level. */
export function rowName({ keys, pooled }: Pick<ExplorationRow, 'keys' | 'pooled'>, level: number, { by, i18n }: { by: Exploration['by']; i18n: GroupWords }): string {
  const above = pooled.slice(0, level).some((count) => count > 0);
  const here = pooled[level] ?? 0;
  const grouping = by[level];
  if (above) return '';
  if (here > 0) return i18n.t('explore.others', { n: here });
  return groupWords(keys[level] ?? '', grouping && groupingOf(grouping), i18n);
}

/** The columns of an answer's table. */
export function resultColumns({ metrics, by, grain, previousPeriod }: Exploration, { i18n: { t } }: Pick<Told, 'i18n'>): ResultColumn[] {
  const several = metrics.length > 1;
  return [
    ...by.map((grouping, level) => ({ id: `group${level}`, label: groupingName(groupingOf(grouping), { t }), above: null, numeric: false })),
    ...(grain === null ? [] : [{ id: 'period', label: t('table.period'), above: null, numeric: false }]),
    ...metrics.flatMap(({ metric }) => {
      const [id, name] = [metricSpelling(metric), metricName(metric, { t, scale: several })];
      const column = (part: string, label: string): ResultColumn => ({ id: `${id}.${part}`, label, above: several ? name : null, numeric: true });
      return [
        column('value', several ? t('explore.value') : name),
        column('interval', t('table.interval')),
        column('n', t('table.answers')),
        ...(grain === null && previousPeriod !== null ? [column('change', t('table.change'))] : []),
      ];
    }),
  ];
}

type Numbers = Pick<ExplorationCell['estimate'], 'value' | 'low' | 'high' | 'n' | 'enough'>;

/** What stands in a row for one metric, and what it is sorted by. */
function metricFields(numbers: Numbers, { metric, change, withChange, filter, i18n, before }: { metric: MetricInfo; change: ExplorationCell['change']; withChange: boolean } & Told): ResultField[] {
  const { t, format } = i18n;
  const text = writeEstimate({ ...numbers, excluded: 0 }, { unit: metric.unit, t, format });
  const pale = !numbers.enough;
  const counted = pale && numbers.n > 0 ? t('card.few', { n: numbers.n, needed: metric.minimumSample }) : format.number(numbers.n);
  const moved = change && !pale ? changeWords(change, { metric, filter, i18n, before }) : null;
  return [
    { text: text?.value ?? '–', sort: numbers.value, pale },
    { text: text ? t('table.range', { low: text.low, high: text.high }) : '–', sort: numbers.low, pale },
    { text: counted, sort: numbers.n, pale },
    ...(withChange ? [{ text: moved?.short ?? '–', ...(moved && { title: moved.detail }), sort: moved ? (change?.value ?? null) : null, pale: pale || moved?.arrow === null }] : []),
  ];
}

/** The rows of an answer's table: one a group, or one a group and bucket. */
export function resultRows(exploration: Exploration, { filter, i18n, before }: Told): ResultRow[] {
  const { metrics, by, rows, buckets, grain, rolling, previousPeriod } = exploration;
  const groupings = by.map(groupingOf);
  const [first] = metrics;
  return rows.flatMap((row, at): ResultRow[] => {
    const pooled = pooledIn(row) > 0;
    const names = by.map((_, level): ResultField => ({ text: rowName(row, level, { by, i18n }), sort: rowName(row, level, { by, i18n }), pale: pooled }));
    const narrower = pooled || !first ? null : groupNarrower(groupings, { keys: row.keys, metric: first.metric });
    if (grain === null) {
      const fields = metrics.flatMap((metric, index) => {
        const cell = row.cells[index];
        return cell ? metricFields(cell.estimate, { metric, change: cell.change, withChange: previousPeriod !== null, filter, i18n, before }) : [];
      });
      return [{ id: String(at), fields: [...names, ...fields], pooled, ...(narrower && { href: feedbackHref(filter, narrower) }) }];
    }
    return buckets.map((bucket, index): ResultRow => {
      const fields = metrics.flatMap((metric, which) => {
        const cell = row.cells[which];
        const n = cell?.n?.[index] ?? 0;
        return metricFields({ value: cell?.value?.[index] ?? null, low: cell?.low?.[index] ?? null, high: cell?.high?.[index] ?? null, n, enough: n >= metric.minimumSample }, { metric, change: null, withChange: false, filter, i18n, before });
      });
      const period: ResultField = { text: bucketWords(bucket, { grain, format: i18n.format }), sort: bucket.from, pale: false };
      const href = narrower && (rolling === null || grain === 'DAY') ? feedbackHref(filter, { ...narrower, period: bucketPeriod(bucket, { grain, rolling, format: i18n.format }) }) : null;
      return { id: `${at} ${index}`, fields: [...names, period, ...fields], pooled, ...(href !== null && { href }) };
    });
  });
}
