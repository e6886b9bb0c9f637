import type { LoopClock, LoopGrouping, LoopGroup, Quantile } from '#lib/api/departments-documents.ts';
import type { BreakdownWords } from '#lib/charts/breakdown-option.ts';
import type { DurationsModel } from '#lib/charts/durations-model.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { durationWords } from './duration-words.ts';

type Told = Pick<I18n, 't' | 'format' | 'locale'>;

/** What a group is called. */
export function loopGroupName(key: string, { by, i18n: { t } }: { by: LoopGrouping; i18n: Told }): string {
  if (by === 'PRIORITY') return t('departments.priority.name', { priority: key.toUpperCase() });
  if (by === 'BAND') return t('departments.band.name', { band: key.toUpperCase() });
  return key === '' ? t('departments.none') : key;
}

/** A time that may not be reached yet. */
function quantileWords(value: number | null, { clock, i18n }: { clock: LoopClock; i18n: Told }): string {
  return value === null ? i18n.t('departments.notYet') : durationWords(value, { clock, i18n });
}

/** The interval of a median; open upwards where the curve does not reach it. */
function rangeWords({ low, high }: Quantile, { clock, i18n }: { clock: LoopClock; i18n: Told }): string {
  if (low === null) return '–';
  const write = (value: number): string => durationWords(value, { clock, i18n });
  return high === null ? i18n.t('departments.rangeOpen', { low: write(low) }) : i18n.t('departments.range', { low: write(low), high: write(high) });
}

/** A change of the median against the period before, in honest words. */
function loopChangeWords(change: LoopGroup['change'], { clock, i18n }: { clock: LoopClock; i18n: Told }): string {
  if (!change) return '–';
  const clear = change.state === 'UP' || change.state === 'DOWN';
  if (!clear || change.difference === null) return i18n.t('departments.change', { state: change.state });
  return i18n.t('departments.change.by', { state: change.state, time: durationWords(Math.abs(change.difference), { clock, i18n }) });
}

export interface DurationTexts extends BreakdownWords {
  title: string;
  subtitle: string;
  note: string;
  label: string;
  caption: string;
  columns: string[];
  cells: (index: number) => string[];
}

/** Everything that the chart of durations, its tooltips and its table say. */
export function durationTexts(model: DurationsModel, { by, i18n }: { by: LoopGrouping; i18n: Told }): DurationTexts {
  const { t, format } = i18n;
  const { rows, measure, clock, slowest, otherGroups, total } = model;
  const say = { clock, i18n };
  const about = t('departments.times.title', { measure });
  const title =
    slowest === null
      ? about
      : slowest.median.value === null
        ? t('departments.times.slowestOpen', { measure, name: loopGroupName(slowest.key, { by, i18n }) })
        : t('departments.times.slowest', { measure, name: loopGroupName(slowest.key, { by, i18n }), median: durationWords(slowest.median.value, say) });
  const name = (index: number): string => {
    const key = rows[index]?.key;
    return key === null || key === undefined ? t('departments.others', { n: otherGroups }) : loopGroupName(key, { by, i18n });
  };
  return {
    title,
    subtitle: t('departments.times.about', { clock }),
    note: rows.length === 0 ? '' : t('departments.times.note'),
    label: t('departments.times.label', { title, n: rows.length }),
    caption: about,
    name,
    value: (index) => quantileWords(rows[index]?.duration.median.value ?? null, say),
    axis: (value) => (value === 0 ? '0' : durationWords(value, say)),
    total: t('departments.total', { value: quantileWords(total.median.value, say) }),
    tooltip: (index) => {
      const row = rows[index];
      if (!row) return { title: '', lines: [] };
      const { median, p90, closedOnlyMedian, n, reached } = row.duration;
      return {
        title: name(index),
        lines: [
          t('departments.tip.median', { value: quantileWords(median.value, say), range: rangeWords(median, say) }),
          t('departments.tip.p90', { value: quantileWords(p90.value, say) }),
          ...(closedOnlyMedian === null ? [] : [t('departments.tip.closedOnly', { value: durationWords(closedOnlyMedian, say) })]),
          row.pale ? t('departments.few', { n }) : t('departments.tip.n', { n, reached }),
          ...(row.change && !row.pale ? [loopChangeWords(row.change, say)] : []),
        ],
      };
    },
    columns: [
      t('departments.by.column', { by }),
      t('departments.median'),
      t('table.interval'),
      t('departments.p90'),
      t('departments.closedOnly'),
      t('departments.otherClock', { clock }),
      t('departments.loops'),
      t('departments.reached'),
      t('departments.change.column'),
    ],
    cells: (index) => {
      const row = rows[index];
      if (!row) return [];
      const { median, p90, closedOnlyMedian, otherClockMedian, n, reached } = row.duration;
      const other = { clock: clock === 'WORKING' ? ('CALENDAR' as const) : ('WORKING' as const), i18n };
      return [
        name(index),
        quantileWords(median.value, say),
        rangeWords(median, say),
        quantileWords(p90.value, say),
        closedOnlyMedian === null ? '–' : durationWords(closedOnlyMedian, say),
        quantileWords(otherClockMedian.value, other),
        format.number(n),
        format.number(reached),
        loopChangeWords(row.change, say),
      ];
    },
  };
}
