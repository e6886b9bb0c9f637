import type { WhyGroup } from '#lib/api/insight-documents.ts';
import { stepDigits, writeEstimate, writeValue } from '#lib/charts/precision.ts';
import type { WhyModel } from '#lib/charts/why-model.ts';
import type { WhyChartWords } from '#lib/charts/why-option.ts';
import type { ViewGrouping } from '#lib/explore/view-grouping.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { amountWords, signed } from './change-words.ts';
import { groupingName, groupWords } from './grouping-words.ts';
import { metricName } from './metric-words.ts';

export interface WhyTexts extends WhyChartWords {
  title: string;
  subtitle: string;
  note: string;
  label: string;
  caption: string;
  columns: string[];
  cells: (index: number) => string[];
  /** The largest parts in sentences. */
  parts: { name: string; effect: string; sentences: string[] }[];
}

interface Told {
  grouping: ViewGrouping;
  i18n: Pick<I18n, 't' | 'format'>;
}

/** Parts smaller than this share of the largest are left to the chart. */
const WORTH_A_SENTENCE = 0.12;

/** Everything that is said of why a score changed. */
export function whyWords(model: WhyModel, { grouping, i18n }: Told): WhyTexts {
  const { t, format } = i18n;
  const { metric, before, now, change, steps, axis, finding, otherGroups } = model;
  const { unit } = metric;
  const name = metricName(metric.metric, { t });
  const halfWidth = change.low === null || change.high === null ? 1 : (change.high - change.low) / 2;
  const amount = (value: number): string => amountWords(value, { halfWidth: Math.min(halfWidth, Math.abs(value)), unit, t, format });
  const delta = (value: number): string => (Math.abs(value) < 0.05 ? amount(0) : signed(value, amount(value)));
  const estimate = (one: WhyGroup['now']): string => writeEstimate(one, { unit, t, format })?.value ?? '–';
  const share = (value: number | null): string => (value === null ? '–' : format.percent(value));
  const digits = stepDigits(axis.step);

  const title = (): string => {
    if (change.verdict === 'TOO_FEW_ANSWERS') return t('why.title.few');
    if (finding === null || change.value === null) return t('why.title.none', { metric: name });
    const values = { metric: name, direction: change.value > 0 ? 'up' : 'down', amount: amount(change.value) };
    return finding.kind === 'group' ? t('why.title.group', { ...values, group: groupWords(finding.group.key, grouping, i18n) }) : t(`why.title.${finding.kind}`, values);
  };
  const nameOf = (index: number): string => {
    const step = steps[index];
    if (!step || step.kind === 'before') return t('why.before');
    if (step.kind === 'now') return t('why.now');
    return step.kind === 'other' ? t('explore.others', { n: otherGroups }) : groupWords(step.group?.key ?? '', grouping, i18n);
  };
  const valueOf = (index: number): string => {
    const step = steps[index];
    if (step?.kind === 'before') return estimate(before);
    if (step?.kind === 'now') return estimate(now);
    return delta(step?.group?.effect ?? 0);
  };
  /** Better or worse where the group's own change is clear, else only that it moved. */
  const kindOf = ({ verdict }: WhyGroup): string => (verdict !== 'UP' && verdict !== 'DOWN' ? 'unclear' : (verdict === 'UP') === (metric.better !== 'LOWER') ? 'better' : 'worse');
  const sentences = (group: WhyGroup): string[] => {
    const largest = Math.max(Math.abs(group.rate), Math.abs(group.mix));
    const matters = (part: number): boolean => Math.abs(part) >= 0.25 * largest && Math.abs(part) >= 0.05;
    const direction = (part: number): string => (part > 0 ? 'up' : 'down');
    return [
      ...(matters(group.rate) ? [t('why.rate', { kind: kindOf(group), before: estimate(group.before), now: estimate(group.now), direction: direction(group.rate), amount: amount(group.rate) })] : []),
      ...(matters(group.mix)
        ? [t('why.mix', { kind: (group.share ?? 0) >= (group.previousShare ?? 0) ? 'more' : 'less', before: share(group.previousShare), now: share(group.share), direction: direction(group.mix), amount: amount(group.mix) })]
        : []),
    ];
  };
  const groups = steps.flatMap(({ group, kind }) => (group && kind === 'group' ? [group] : []));
  const largest = Math.max(0, ...groups.map(({ effect }) => Math.abs(effect)));

  return {
    title: title(),
    subtitle: model.empty ? '' : t('why.split', { before: estimate(before), now: estimate(now), rate: delta(model.rate), mix: delta(model.mix) }),
    note: t('why.note'),
    label: t('why.label', { title: title(), n: groups.length }),
    caption: title(),
    name: nameOf,
    value: valueOf,
    axis: (value) => writeValue(value, { unit, digits, format }),
    tooltip: (index) => {
      const group = steps[index]?.group;
      if (!group) return { title: nameOf(index), lines: [valueOf(index), t('card.answers', { n: (steps[index]?.kind === 'now' ? now : before).n })] };
      return {
        title: nameOf(index),
        lines: [
          t('why.tip.effect', { amount: delta(group.effect) }),
          t('why.tip.rate', { amount: delta(group.rate), before: estimate(group.before), now: estimate(group.now) }),
          t('why.tip.mix', { amount: delta(group.mix), before: share(group.previousShare), now: share(group.share) }),
        ],
      };
    },
    columns: [groupingName(grouping, { t }), t('why.before'), t('why.now'), t('why.column.shareBefore'), t('why.column.share'), t('why.column.rate'), t('why.column.mix'), t('why.column.effect')],
    cells: (index) => {
      const step = steps[index];
      if (!step?.group) return [nameOf(index), step?.kind === 'before' ? estimate(before) : '', step?.kind === 'now' ? estimate(now) : '', '', '', '', '', ''];
      const { group } = step;
      return [nameOf(index), estimate(group.before), estimate(group.now), share(group.previousShare), share(group.share), delta(group.rate), delta(group.mix), delta(group.effect)];
    },
    parts: groups
      .filter(({ effect }) => Math.abs(effect) >= WORTH_A_SENTENCE * largest && largest > 0)
      .slice(0, 5)
      .map((group) => ({ name: groupWords(group.key, grouping, i18n), effect: delta(group.effect), sentences: sentences(group) })),
  };
}
