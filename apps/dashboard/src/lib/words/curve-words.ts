import type { DepartmentsAnswer, LoopGrouping } from '#lib/api/departments-documents.ts';
import { percentAt, type CurveModel } from '#lib/charts/curve-model.ts';
import type { CurveWords } from '#lib/charts/curve-option.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { loopGroupName } from './departments-words.ts';
import { durationWords } from './duration-words.ts';

export interface CurveTexts extends CurveWords {
  title: string;
  subtitle: string;
  note: string;
  label: string;
  caption: string;
  tooltip: (stop: number) => { title: string; lines: string[] };
  columns: string[];
  rows: string[][];
}

interface Told {
  /** By what the curves are split; null where there is one for all. */
  by: LoopGrouping | null;
  difference: DepartmentsAnswer['difference'];
  i18n: Pick<I18n, 't' | 'format' | 'locale'>;
}

/** Smaller chances are all the same to a reader. */
const SMALLEST = 0.001;

/** Everything that the curves, their tooltips and their table say. */
export function curveTexts(model: CurveModel, { by, difference, i18n }: Told): CurveTexts {
  const { t, format } = i18n;
  const { lines, measure, clock, stops, axis } = model;
  const time = (milliseconds: number): string => (milliseconds === 0 ? '0' : durationWords(milliseconds, { clock, i18n }));
  const name = (index: number): string => {
    const key = lines[index]?.key ?? '';
    return by === null ? t('departments.together') : loopGroupName(key, { by, i18n });
  };
  const percent = (value: number): string => format.percent(value);
  const title = t('departments.curve.name', { measure });
  const p = difference && (difference.p < SMALLEST ? `< ${format.decimal(SMALLEST)}` : `= ${format.decimal(difference.p)}`);
  const told = difference && p ? t('departments.curve.difference', { clear: difference.p < 0.05 ? 'yes' : 'no', p }) : null;
  return {
    title,
    subtitle: t('departments.curve.about', { clock }),
    note: [t('departments.curve.note'), ...(told && lines.length > 1 ? [told] : [])].join(' '),
    label: t('departments.curve.label', { title, n: lines.length }),
    caption: title,
    name,
    time,
    percent,
    tooltip: (stop) => ({
      title: time(stops[stop] ?? 0),
      lines: lines.map((line, index) => format.parts([name(index), percent(percentAt(line, stops[stop] ?? 0))])),
    }),
    columns: [t('departments.curve.after'), ...lines.map((_, index) => name(index))],
    rows: stops.filter((stop) => stop > 0 && stop % axis.step === 0).map((stop) => [time(stop), ...lines.map((line) => percent(percentAt(line, stop)))]),
  };
}
