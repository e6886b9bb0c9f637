import type { MetricInfo } from '#lib/api/documents.ts';
import type { Theme, ThemeFigures, ThemesAnswer } from '#lib/api/themes-documents.ts';
import { niceStep, type TrendModel } from '#lib/charts/trend-model.ts';
import type { ThemeOrder } from './themes-view.ts';

/** One theme as the list shows it. */
export interface ThemeRow {
  figures: ThemeFigures;
  /** The group that it belongs to, or null. */
  group: Pick<Theme, 'id' | 'name'> | null;
  /** Too few answers for its impact to say anything: drawn pale, never ranked. */
  pale: boolean;
  /** Below its group. */
  nested: boolean;
}

/** All that the list and the map draw. */
export interface ThemeRows {
  metric: MetricInfo;
  /** Ranked as was asked; pinned ones first, those with too few answers last. */
  rows: ThemeRow[];
  /** The common scale of impacts; zero is on it. */
  axis: TrendModel['axis'];
  /** The highest share, in percent: the length of the longest bar. */
  mostShare: number;
  /** How many are left out because people put them away. */
  putAway: number;
}

const size = (value: number | null | undefined): number => Math.abs(value ?? 0);

const surely = ({ impact: { low, high } }: ThemeFigures): number => Math.max(0, low ?? 0, -(high ?? 0));

/** A change of share that is clear comes before one that may be chance; of each kind the larger first. */
function byGrowth(left: ThemeFigures, right: ThemeFigures): number {
  const clear = ({ shareChange }: ThemeFigures): number => (shareChange?.verdict === 'UP' || shareChange?.verdict === 'DOWN' ? 1 : 0);
  return clear(right) - clear(left) || (right.shareChange?.value ?? -Infinity) - (left.shareChange?.value ?? -Infinity);
}

const ORDER: Record<ThemeOrder, (left: ThemeFigures, right: ThemeFigures) => number> = {
  // What surely matters is at the top, whichever way it pulls: by the end of its interval that is nearer to nothing.
  impact: (left, right) => surely(right) - surely(left) || size(right.impact.value) - size(left.impact.value),
  growth: byGrowth,
  volume: (left, right) => right.comments - left.comments,
};

/** A scale with zero in its middle, so that what pulls up and what pulls down are seen at a glance. */
function axisAround(ends: readonly (number | null)[]): TrendModel['axis'] {
  const reach = Math.max(0, ...ends.map(size)) || 1;
  const step = niceStep(reach, 2);
  const max = Math.ceil(reach / step - 1e-9) * step;
  return { min: -max, max, step };
}

/** Decides what the list of themes shows, and in which order. Groups of themes stand behind the themes that belong to them. */
export function themeRows({ metric, themes }: ThemesAnswer, { order, hidden, names }: { order: ThemeOrder; hidden: boolean; names: ReadonlyMap<string, string> }): ThemeRows {
  const shown = themes.filter(({ theme }) => hidden || !theme.hidden);
  const rows = shown.map((figures): ThemeRow => {
    const { parent } = figures.theme;
    return { figures, group: parent === null ? null : { id: parent, name: names.get(parent) ?? '' }, pale: !figures.estimate.enough, nested: false };
  });
  const rank = (left: ThemeRow, right: ThemeRow): number =>
    Number(right.figures.theme.pinned) - Number(left.figures.theme.pinned) ||
    (order === 'impact' ? Number(left.pale) - Number(right.pale) : 0) ||
    ORDER[order](left.figures, right.figures) ||
    right.figures.comments - left.figures.comments;
  // Where nobody has enough answers, the pale ones have a scale of their own.
  const ranked = rows.some(({ pale }) => !pale) ? rows.filter(({ pale }) => !pale) : rows;
  return {
    metric,
    rows: rows.sort(rank),
    axis: axisAround(ranked.flatMap(({ figures: { impact } }) => [impact.low, impact.high])),
    mostShare: Math.max(1e-9, ...rows.map(({ figures }) => figures.share.value ?? 0)),
    putAway: themes.length - shown.length,
  };
}

/**
 * Groups with their own figures, each with its themes below it, and among them the themes that belong to none. A group counts a comment
 * once, however many of its themes it mentions. Both levels are ranked alike and drawn on one scale.
 */
export function themeTree(plain: ThemesAnswer, { grouped, ...asked }: { grouped: ThemesAnswer; order: ThemeOrder; hidden: boolean; names: ReadonlyMap<string, string> }): ThemeRows {
  const [top, all] = [themeRows(grouped, asked), themeRows(plain, asked)];
  const below = Map.groupBy(all.rows, ({ group }) => group?.id ?? null);
  const reach = Math.max(top.axis.max, all.axis.max);
  return {
    ...top,
    rows: top.rows.flatMap((row) => [{ ...row, group: null }, ...(below.get(row.figures.theme.id) ?? []).map((child) => ({ ...child, group: null, nested: true }))]),
    axis: reach === top.axis.max ? top.axis : all.axis,
    mostShare: Math.max(top.mostShare, all.mostShare),
    putAway: all.putAway,
  };
}
