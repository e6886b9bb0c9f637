import type { CrossingModel } from '#lib/charts/crossing-model.ts';
import type { HeatCell } from '#lib/charts/heat-model.ts';
import { writeEstimate } from '#lib/charts/precision.ts';
import { groupNarrower, type ViewGrouping } from '#lib/explore/view-grouping.ts';
import { feedbackHref } from '#lib/filter/drill.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import { aboutWords, groupingName, groupWords, type GroupWords } from './grouping-words.ts';
import { fieldWords } from './heat-words.ts';
import { metricName } from './metric-words.ts';

interface Told {
  by: readonly ViewGrouping[];
  filter: ViewFilter;
  i18n: GroupWords;
}

/** Everything that two groupings crossed say: the table of shades, its title and how to read it. */
export function crossingWords(model: CrossingModel, { by, filter, i18n }: Told) {
  const { t, format } = i18n;
  const { metric, columns, rows, others, whole } = model;
  const title = aboutWords(metricName(metric.metric, { t }), { by, t });
  const all = writeEstimate(whole, { unit: metric.unit, t, format });
  const field = (cell: HeatCell, { keys, name }: { keys: string[] | null; name: string }) => {
    const { text, says } = fieldWords(cell, { metric, t, format });
    const narrower = keys && groupNarrower(by, { keys, metric: metric.metric });
    return { text, says: format.parts([name, says]), cell, ...(narrower !== null && cell.estimate.n > 0 && { href: feedbackHref(filter, narrower) }) };
  };
  const pooled = rows.some(({ rest }) => rest !== null);
  const names = columns.map((column) => groupWords(column, by[1], i18n));
  return {
    title,
    subtitle: t('heat.about', { value: all?.value ?? '–' }),
    note: t('heat.note', { n: metric.minimumSample }),
    corner: by[0] ? groupingName(by[0], { t }) : '',
    columns: [...names, ...(pooled ? [t('explore.rest')] : []), ...(others ? [t('explore.together')] : [])],
    rows: [
      ...rows.map(({ key, cells, rest }) => {
        const name = groupWords(key, by[0], i18n);
        return {
          name,
          fields: [
            ...cells.map((cell, index) => (cell ? field(cell, { keys: [key, columns[index] ?? ''], name: format.parts([name, names[index] ?? '']) }) : null)),
            ...(pooled ? [rest ? field(rest.cell, { keys: null, name: format.parts([name, t('explore.others', { n: rest.count })]) }) : null] : []),
            ...(others ? [null] : []),
          ],
        };
      }),
      ...(others
        ? [{ name: t('explore.others', { n: others.count }), fields: [...columns.map(() => null), ...(pooled ? [null] : []), field(others.cell, { keys: null, name: t('explore.others', { n: others.count }) })] }]
        : []),
    ],
  };
}
