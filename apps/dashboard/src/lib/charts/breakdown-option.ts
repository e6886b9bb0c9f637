import type { CustomSeriesRenderItem } from 'echarts';
import type { BreakdownModel } from './breakdown-model.ts';
import type { ChartInk } from './chart-ink.ts';
import type { ChartOption } from './echarts.ts';

/** What a breakdown's chart says in words, one entry a row. */
export interface BreakdownWords {
  name: (index: number) => string;
  value: (index: number) => string;
  /** How much a row changed, in a column of its own; missing where nothing is compared. */
  change?: ((index: number) => { text: string; clear: boolean }) | undefined;
  axis: (value: number) => string;
  /** At the line of all feedback together. */
  total: string;
  tooltip: (index: number) => { title: string; lines: string[] };
}

/** What is drawn as dots with intervals: a breakdown, or anything else that has a value, its interval and a line to compare with. */
export interface DotModel {
  rows: readonly {
    estimate: { value: number | null; low: number | null; high: number | null };
    pale: boolean;
    /** Where the row stood in the period compared with. */
    before?: number | null;
  }[];
  axis: BreakdownModel['axis'];
  /** Where the dashed line stands. */
  total: { value: number | null };
}

interface Drawing {
  ink: ChartInk;
  words: BreakdownWords;
  width: number;
  still: boolean;
  /** The category colour of a row, or null for one that has none. */
  colour: (index: number) => number | null;
  /** Room for the values at the right, in pixels. */
  right?: number;
}

const ROW_HEIGHT = 34;
const TOP = 30;
const BOTTOM = 26;

/** The chart's height in pixels, known before it is drawn so that nothing moves. */
export const breakdownHeight = (rows: number): number => TOP + BOTTOM + Math.max(1, rows) * ROW_HEIGHT;

/** About how wide a name is at 14 pixels: enough to leave room for it, without measuring. */
function roughWidth(text: string): number {
  // East Asian characters are square.
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e80 ? 14 : 7.8), 0);
}

/** Builds what the chart component draws: dots with their intervals on one scale. */
export function breakdownOption(model: DotModel, { ink, words, width, still, colour, right: room }: Drawing): ChartOption {
  const { rows, axis, total } = model;
  const text = { color: ink.ink3, fontFamily: ink.font, fontSize: 12 };
  const widest = Math.max(0, ...rows.map((_, index) => roughWidth(words.name(index))));
  // A column for changes where there is something to say and space to say it.
  const changes = words.change !== undefined && width >= 560 ? Math.round(Math.max(56, ...rows.map((_, index) => roughWidth(words.change?.(index).text ?? '') + 20))) : 0;
  const right = (room ?? 58) + changes;
  const left = Math.round(Math.min(width * 0.45, 280, Math.max(96, widest + 18)));
  // Where steps are narrow only every other one is named, zero among them.
  const narrow = ((width - left - right) * axis.step) / (axis.max - axis.min) < 30;
  const labelled = (value: number): boolean => !narrow || Math.round(value / axis.step) % 2 === 0;
  const between = (value: number): number => Math.min(axis.max, Math.max(axis.min, value));
  const mark = (index: number): string => {
    const category = colour(index);
    return category === null ? ink.ink2 : (ink.categories[category] ?? ink.ink2);
  };
  const dot: CustomSeriesRenderItem = (params, api) => {
    const row = rows[params.dataIndex];
    if (!row || row.estimate.value === null) return null;
    const { value, low, high } = row.estimate;
    const at = (one: number): number[] => api.coord([between(one), params.dataIndex]);
    const [x = 0, y = 0] = at(value);
    const [from = 0, to = 0] = [at(low ?? value)[0], at(high ?? value)[0]];
    const stroke = mark(params.dataIndex);
    const opacity = row.pale ? 0.55 : 1;
    const was = row.before === undefined || row.before === null || row.before !== between(row.before) ? null : (at(row.before)[0] ?? 0);
    const outside = value === between(value) ? 0 : Math.sign(value - between(value));
    return {
      type: 'group',
      children: [
        ...(was === null ? [] : [{ type: 'line' as const, shape: { x1: was, y1: y - 7, x2: was, y2: y + 7 }, style: { stroke, lineWidth: 1.5, opacity: row.pale ? 0.4 : 0.7 } }]),
        { type: 'line', shape: { x1: from, y1: y, x2: to, y2: y }, style: { stroke, lineWidth: row.pale ? 1 : 2, opacity: row.pale ? 0.4 : 0.45 } },
        outside !== 0
          ? { type: 'polygon', shape: { points: [[x + 6 * outside, y], [x, y - 5], [x, y + 5]] }, style: { fill: ink.paper, stroke, lineWidth: 1.5, opacity } }
          : row.pale
          ? { type: 'circle', shape: { cx: x, cy: y, r: 4.5 }, style: { fill: ink.paper, stroke, lineWidth: 1.5, opacity } }
          : { type: 'circle', shape: { cx: x, cy: y, r: 5 }, style: { fill: stroke, stroke: ink.paper, lineWidth: 1.5 } },
      ],
    };
  };
  const line: CustomSeriesRenderItem = (_params, api) => {
    const [x = 0, bottom = 0] = api.coord([between(total.value ?? 0), rows.length - 1]);
    const [, top = 0] = api.coord([between(total.value ?? 0), 0]);
    return {
      type: 'line',
      shape: { x1: x, y1: top - ROW_HEIGHT / 2, x2: x, y2: bottom + ROW_HEIGHT / 2 },
      style: { stroke: ink.ink3, lineWidth: 1, lineDash: [3, 3] },
      textContent: { type: 'text', style: { text: words.total, fill: ink.ink3, font: `12px ${ink.font}` } },
      textConfig: { position: [-6, -18] },
      silent: true,
    };
  };
  return {
    animation: !still,
    animationDuration: 0,
    animationDurationUpdate: 400,
    textStyle: { fontFamily: ink.font },
    // Margins are counted here; ECharts must not widen them to fit its own guess of the labels.
    grid: { left, right, top: TOP, bottom: BOTTOM, outerBoundsMode: 'none' },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0, className: 'chart-tip', backgroundColor: 'transparent', borderWidth: 0, padding: 0, extraCssText: 'box-shadow:none' },
    xAxis: {
      type: 'value',
      min: axis.min,
      max: axis.max,
      interval: axis.step,
      axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => (labelled(value) ? words.axis(value) : '') },
      splitLine: { lineStyle: { color: ink.rule, width: 1 } },
    },
    yAxis: [
      {
        type: 'category',
        inverse: true,
        data: rows.map((_, index) => index),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          fontFamily: ink.font,
          fontSize: 14,
          interval: 0,
          margin: left,
          align: 'left',
          width: left - 14,
          overflow: 'truncate',
          color: (index) => (rows[Number(index)]?.pale ? ink.ink3 : ink.ink),
          formatter: (index) => words.name(Number(index)),
        },
      },
      {
        type: 'category',
        inverse: true,
        position: 'right',
        data: rows.map((_, index) => index),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          fontFamily: ink.font,
          fontSize: 14,
          fontWeight: 500,
          interval: 0,
          margin: right - changes,
          align: 'right',
          color: (index) => (rows[Number(index)]?.pale ? ink.ink3 : ink.ink),
          formatter: (index) => words.value(Number(index)),
        },
      },
      ...(changes === 0
        ? []
        : [
            {
              type: 'category' as const,
              inverse: true,
              position: 'right' as const,
              data: rows.map((_, index) => index),
              axisLine: { show: false },
              axisTick: { show: false },
              axisLabel: { fontFamily: ink.font, fontSize: 14, interval: 0, margin: right, align: 'right' as const, color: (index?: string | number) => (words.change?.(Number(index)).clear ? ink.ink : ink.ink3), formatter: (index: string) => words.change?.(Number(index)).text ?? '' },
            },
          ]),
    ],
    series: [
      ...(total.value === null || rows.length === 0
        ? []
        : [{ id: 'total', type: 'custom' as const, silent: true, animation: false, data: [[total.value, 0]], renderItem: line, z: 1 }]),
      { id: 'rows', type: 'custom', data: rows.map(({ estimate }, index) => [estimate.value ?? 0, index]), renderItem: dot, z: 3 },
    ],
  };
}
