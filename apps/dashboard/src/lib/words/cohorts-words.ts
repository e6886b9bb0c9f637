import type { Grain } from '#lib/api/documents.ts';
import type { CohortModel } from '#lib/charts/cohort-model.ts';
import { writeEstimate } from '#lib/charts/precision.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { moveDay } from '#lib/filter/view-period.ts';
import { amountWords } from './change-words.ts';
import { fieldWords } from './heat-words.ts';
import { metricName } from './metric-words.ts';

const MONTHS: Partial<Record<Grain, number>> = { MONTH: 1, QUARTER: 3 };

/** When a cohort began. Noon, so that the day is the same in every zone the texts may be written for. */
function startWords(start: string, { cohort, format }: { cohort: Grain } & Pick<I18n, 'format'>): string {
  const months = MONTHS[cohort];
  const first = `${start}T12:00:00Z`;
  if (months === undefined) return format.day(first);
  return format.months(first, `${moveDay(start, { months, days: -1 })}T12:00:00Z`);
}

/** Everything that cohorts say: title, how to read them, and each field. */
export function cohortsWords(model: CohortModel, { date, i18n }: { date: string; i18n: Pick<I18n, 't' | 'format'> }) {
  const { t, format } = i18n;
  const { metric, cohort, since, columns, rows, whole, finding } = model;
  const { unit } = metric;
  const name = metricName(metric.metric, { t });
  const about = t('cohorts.about', { metric: name, key: date });
  const all = writeEstimate(whole, { unit, t, format });
  const title = finding
    ? t('cohorts.title', { metric: name, grain: since, direction: finding.difference > 0 ? 'up' : 'down', amount: amountWords(finding.difference, { halfWidth: 1, unit, t, format }) })
    : about;
  const names = columns.map((column) => t('cohorts.column', { n: column }));
  return {
    title,
    subtitle: finding ? about : t('cohorts.subtitle', { grain: since }),
    note: t('cohorts.note', { n: metric.minimumSample, value: all?.value ?? '–' }),
    caption: about,
    corner: t('cohorts.corner'),
    columns: names,
    rows: rows.map(({ start, n, cells }) => {
      const row = startWords(start, { cohort, format });
      return {
        name: row,
        note: format.number(n),
        fields: cells.map((cell, index) => {
          if (!cell) return null;
          const { text, says } = fieldWords(cell, { metric, t, format });
          return { text, says: format.parts([row, t('cohorts.since.full', { n: columns[index] ?? 0, grain: since }), says]), cell };
        }),
      };
    }),
    /** One row a field: what its hover says. */
    table: {
      caption: about,
      columns: [t('cohorts.corner'), t('cohorts.since.label'), name, t('table.interval'), t('table.answers')],
      rows: rows.flatMap(({ start, cells }) =>
        cells.flatMap((cell, index) => {
          if (!cell) return [];
          const text = writeEstimate(cell.estimate, { unit, t, format });
          return [
            {
              cells: [
                startWords(start, { cohort, format }),
                t('cohorts.since.full', { n: columns[index] ?? 0, grain: since }),
                text?.value ?? '–',
                text ? t('table.range', { low: text.low, high: text.high }) : '–',
                cell.pale ? t('card.few', { n: cell.estimate.n, needed: metric.minimumSample }) : format.number(cell.estimate.n),
              ],
            },
          ];
        }),
      ),
    },
  };
}
