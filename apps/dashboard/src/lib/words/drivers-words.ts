import type { DriverGroup, DriverGrouping } from '#lib/api/insight-documents.ts';
import type { BreakdownWords } from '#lib/charts/breakdown-option.ts';
import type { DriverList, DriversModel } from '#lib/charts/drivers-model.ts';
import { writeEstimate, writeValue } from '#lib/charts/precision.ts';
import { groupingOf } from '#lib/explore/view-grouping.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { amountWords, signed } from './change-words.ts';
import { groupingName, groupWords } from './grouping-words.ts';
import { metricName } from './metric-words.ts';

export interface DriverTexts {
  title: string;
  subtitle: string;
  note: string;
  label: string;
  columns: string[];
  cells: (index: number) => string[];
  /** For the chart; with room the word stands beside the value. */
  chart: (options: { roomy: boolean }) => BreakdownWords;
}

type Words = Pick<I18n, 't' | 'format'>;
const digitsOf = (step: number): number => Math.max(0, Math.ceil(-Math.log10(step)));

/** What is clear is said in a word, not only by a full mark. */
const clearWord = (clear: boolean, { t }: Pick<I18n, 't'>): string => t(clear ? 'drivers.clear' : 'drivers.chance');

/** Everything said of which dimensions and attributes separate good answers from bad ones. */
export function groupingsWords({ groupings: list, finding, metric }: DriversModel, i18n: Words): DriverTexts {
  const { t, format } = i18n;
  const name = metricName(metric.metric, { t });
  const title = finding ? t('drivers.title.found', { grouping: groupingName(groupingOf(finding.grouping), { t }) }) : t('drivers.title.nothing');
  const nameOf = (index: number): string => {
    const item = list.items[index];
    return item ? groupingName(groupingOf(item.grouping), { t }) : '';
  };
  const strength = (value: number): string => format.number(value, 2);
  /** Cohen's (1988) conventional sizes of an effect. */
  const sizeOf = ({ effect }: DriverGrouping): string => t('drivers.size', { size: effect < 0.1 ? 'weak' : effect < 0.3 ? 'medium' : 'strong' });
  return {
    title,
    subtitle: t('drivers.about', { metric: name }),
    note: t('drivers.note.groupings'),
    label: t('breakdown.label', { title, n: list.items.length }),
    columns: [t('drivers.column.grouping'), t('drivers.column.effect'), t('table.interval'), t('drivers.column.groups'), t('table.answers'), t('drivers.column.clear')],
    cells: (index) => {
      const item = list.items[index];
      if (!item) return [];
      return [nameOf(index), strength(item.effect), t('table.range', { low: strength(item.low), high: strength(item.high) }), format.number(item.groups), format.number(item.n), clearWord(item.clear, { t })];
    },
    chart: ({ roomy }) => ({
      name: nameOf,
      value: (index) => valueWords(list, index, { roomy, t, text: ({ effect }) => strength(effect) }),
      axis: (value) => format.number(value, Math.max(1, digitsOf(list.axis.step))),
      total: '',
      tooltip: (index) => {
        const item = list.items[index];
        if (!item) return { title: '', lines: [] };
        return {
          title: nameOf(index),
          lines: [
            t('drivers.tip', { value: strength(item.effect), low: strength(item.low), high: strength(item.high) }),
            format.parts([sizeOf(item), clearWord(item.clear, { t })]),
            t('drivers.compared', { groups: item.groups, n: item.n }),
          ],
        };
      },
    }),
  };
}

/** Everything said of single groups beside the rest. */
export function groupsWords({ groups: list, tested, tooSmall, metric }: DriversModel, i18n: Words): DriverTexts {
  const { t, format } = i18n;
  const { unit } = metric;
  const nameOf = (index: number): string => {
    const item = list.items[index];
    if (!item) return '';
    const grouping = groupingOf(item.grouping);
    return format.parts([groupWords(item.key, grouping, { t, format, nameOf: () => item.name }), groupingName(grouping, { t })]);
  };
  const difference = ({ difference: by, low, high }: DriverGroup): string => signed(by, amountWords(by, { halfWidth: (high - low) / 2, unit, t, format }));
  const ends = ({ low, high }: DriverGroup): { low: string; high: string } => {
    const write = (value: number): string => (value < 0 ? signed(value, amountWords(value, { halfWidth: (high - low) / 2, unit, t, format })) : amountWords(value, { halfWidth: (high - low) / 2, unit, t, format }));
    return { low: write(low), high: write(high) };
  };
  const valueOf = (estimate: DriverGroup['estimate']): string => writeEstimate(estimate, { unit, t, format })?.value ?? '–';
  const title = list.clear > 0 ? t('drivers.groups.found', { n: list.clear }) : t('drivers.groups.nothing');
  return {
    title,
    subtitle: t('drivers.groups.about', { tested, tooSmall }),
    note: t('drivers.note.groups'),
    label: t('breakdown.label', { title, n: list.items.length }),
    columns: [t('drivers.column.group'), metricName(metric.metric, { t }), t('drivers.column.rest'), t('drivers.column.difference'), t('table.interval'), t('table.answers'), t('drivers.column.clear')],
    cells: (index) => {
      const item = list.items[index];
      if (!item) return [];
      return [nameOf(index), valueOf(item.estimate), valueOf(item.rest), difference(item), t('table.range', ends(item)), format.number(item.estimate.n), clearWord(item.clear, { t })];
    },
    chart: ({ roomy }) => ({
      name: nameOf,
      value: (index) => valueWords(list, index, { roomy, t, text: difference }),
      axis: (value) => (value === 0 ? format.number(0) : signed(value, writeValue(Math.abs(value), { unit: unit === 'PERCENT' ? 'POINTS' : unit, digits: unit === 'SCALE_POINTS' ? digitsOf(list.axis.step) : 0, format }))),
      total: t('drivers.same'),
      tooltip: (index) => {
        const item = list.items[index];
        if (!item) return { title: '', lines: [] };
        return {
          title: nameOf(index),
          lines: [
            t('drivers.groups.tip', { value: valueOf(item.estimate), rest: valueOf(item.rest) }),
            t('drivers.groups.difference', { value: difference(item), ...ends(item) }),
            t('card.answers', { n: item.estimate.n }),
            clearWord(item.clear, { t }),
          ],
        };
      },
    }),
  };
}

function valueWords<Row extends { clear: boolean }>(list: DriverList<Row>, index: number, { roomy, t, text }: { roomy: boolean; t: I18n['t']; text: (row: Row) => string }): string {
  const item = list.items[index];
  if (!item) return '';
  return roomy ? `${text(item)}  ${clearWord(item.clear, { t })}` : text(item);
}
