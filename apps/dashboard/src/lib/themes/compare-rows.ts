import type { MetricInfo } from '#lib/api/documents.ts';
import type { ComparedTheme, ThemeDifference, ThemeMeasure, ThemesComparison } from '#lib/api/compare-documents.ts';
import { niceStep, type TrendModel } from '#lib/charts/trend-model.ts';

/** A value with its interval on one side; null where there is none. */
export type SideValue = { value: number; low: number; high: number; pale: boolean } | null;

/** One theme on both sides, by one measure. */
export interface CompareRow {
  theme: ComparedTheme['theme'];
  /** Over the filter, and over what it is compared with. */
  side: SideValue;
  with: SideValue;
  /** How many comments or answers each side has. */
  n: [side: number, beside: number];
  difference: ThemeDifference;
  /** Clearly more or less, with correction for how many themes were compared. */
  clear: boolean;
  /** A side has too few answers for the two to be compared. */
  pale: boolean;
}

export interface CompareModel {
  unit: MetricInfo['unit'];
  better: MetricInfo['better'];
  /** In the order of the answer, the surest difference first. */
  rows: CompareRow[];
  axis: TrendModel['axis'];
  clear: number;
}

/** The upper end of Wilson’s 95 % interval where none of so many do: z²/(n + z²), in percent. */
const mostOfNone = (n: number): number => (100 * 1.96 ** 2) / (n + 1.96 ** 2);

type Figures = NonNullable<ComparedTheme['side']>;

function valueOf(figures: Figures | null, measure: ThemeMeasure, read: number): SideValue {
  // Nobody mentions it: that is a share of nothing, and no score.
  if (figures === null) return measure === 'SHARE' && read > 0 ? { value: 0, low: 0, high: mostOfNone(read), pale: false } : null;
  const { share, estimate, impact, sentiment } = figures;
  const { value, low, high } = { SHARE: share, SCORE: estimate, IMPACT: impact, SENTIMENT: sentiment }[measure];
  const enough = measure === 'SHARE' || (measure === 'SENTIMENT' ? sentiment.enough : estimate.enough);
  return value === null || low === null || high === null ? null : { value, low, high, pale: !enough };
}

const count = (figures: Figures | null, measure: ThemeMeasure): number => (figures === null ? 0 : measure === 'SHARE' ? figures.comments : measure === 'SENTIMENT' ? figures.sentiment.n : figures.estimate.n);

/** A scale for both sides: from zero for shares, around it for effects, as far as the values reach for the others. */
function axisOf(values: readonly NonNullable<SideValue>[], measure: ThemeMeasure): TrendModel['axis'] {
  const ends = values.flatMap(({ low, high }) => [low, high]);
  if (measure === 'IMPACT') {
    const reach = Math.max(0, ...ends.map(Math.abs)) || 1;
    const step = niceStep(reach, 2);
    const max = Math.ceil(reach / step - 1e-9) * step;
    return { min: -max, max, step };
  }
  const [low, high] = measure === 'SHARE' ? [0, Math.max(1e-9, ...ends)] : [Math.min(...ends, Infinity), Math.max(...ends, -Infinity)];
  if (!(high > low)) return { min: 0, max: 1, step: 1 };
  const step = niceStep(high - low, 3);
  return { min: Math.floor(low / step + 1e-9) * step, max: Math.ceil(high / step - 1e-9) * step, step };
}

/** Decides what a comparison draws of one measure. Themes that people put away are left out. */
export function compareModel({ metric, themes, side, with: beside }: ThemesComparison, measure: ThemeMeasure): CompareModel {
  const name = measure.toLowerCase() as Lowercase<ThemeMeasure>;
  const rows = themes.flatMap((compared): CompareRow[] => {
    const { theme, [name]: difference } = compared;
    const row = { side: valueOf(compared.side, measure, side.read), with: valueOf(compared.with, measure, beside.read) };
    if (theme.hidden || (row.side === null && row.with === null)) return [];
    const clear = difference.verdict === 'UP' || difference.verdict === 'DOWN';
    return [{ theme, ...row, n: [count(compared.side, measure), count(compared.with, measure)], difference, clear, pale: difference.verdict === 'TOO_FEW_ANSWERS' }];
  });
  // Where nobody has enough answers, the pale ones have a scale of their own.
  const ranked = rows.some(({ pale }) => !pale) ? rows.filter(({ pale }) => !pale) : rows;
  const values = ranked.flatMap((row) => [row.side, row.with]).filter((value) => value !== null);
  return {
    unit: measure === 'SHARE' ? 'PERCENT' : measure === 'SENTIMENT' ? 'POINTS' : metric.unit,
    better: measure === 'SHARE' ? 'NEITHER' : measure === 'SENTIMENT' ? 'HIGHER' : metric.better,
    rows,
    axis: axisOf(values, measure),
    clear: rows.filter(({ clear }) => clear).length,
  };
}
