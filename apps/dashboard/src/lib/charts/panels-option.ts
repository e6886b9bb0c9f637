import type { CustomSeriesOption, CustomSeriesRenderItem, LineSeriesOption } from 'echarts';
import type { ChartInk } from './chart-ink.ts';
import type { ChartOption } from './echarts.ts';
import type { Panel, PanelsModel } from './panels-model.ts';

/** What small multiples say in words. */
export interface PanelsWords {
  /** The name of a panel's group, and its value over the whole period. */
  name: (panel: number) => string;
  figure: (panel: number) => string;
  bucket: (index: number) => string;
  axis: (value: number) => string;
  tooltip: (index: number, panel: number) => { title: string; lines: string[] };
}

interface Drawing {
  ink: ChartInk;
  words: PanelsWords;
  width: number;
  still: boolean;
  /** The category colour of a panel's group, or null for one that has none. */
  colour: (panel: number) => number | null;
}

/** The height of one panel in pixels, head and axis included; the component keeps the space by the same numbers. */
export const PANEL_HEIGHT = 164;
const HEAD = 34;
const FOOT = 30;
const LEFT = 38;
const GAP = 14;

/** How many panels stand in a row. The component's container queries say the same. */
const panelColumns = (width: number): number => (width >= 1_000 ? 4 : width >= 700 ? 3 : 2);

/** More points than this are no longer marked one by one. */
const MARKED = 30;

/** Builds small multiples: each panel has a grid of its own, and all share one scale. */
export function panelsOption(model: PanelsModel, { ink, words, width, still, colour }: Drawing): ChartOption {
  const { panels, axis, total } = model;
  const columns = panelColumns(width);
  const cell = (width - LEFT + GAP) / columns;
  const text = { color: ink.ink3, fontFamily: ink.font, fontSize: 12 };
  const indexes = total.map((_, index) => index);
  const colourOf = (index: number): string => {
    const category = colour(index);
    return category === null ? ink.series : (ink.categories[category] ?? ink.series);
  };
  return {
    animation: !still,
    animationDuration: 0,
    animationDurationUpdate: 400,
    textStyle: { fontFamily: ink.font },
    grid: panels.map((_, index) => ({
      left: LEFT + (index % columns) * cell,
      width: cell - GAP,
      top: Math.floor(index / columns) * PANEL_HEIGHT + HEAD,
      height: PANEL_HEIGHT - HEAD - FOOT,
      outerBoundsMode: 'none' as const,
    })),
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      axisPointer: { type: 'line', lineStyle: { color: ink.ruleStrong, width: 1, type: 'solid' }, animation: false },
      className: 'chart-tip',
      backgroundColor: 'transparent',
      borderWidth: 0,
      padding: 0,
      extraCssText: 'box-shadow:none',
    },
    xAxis: panels.map((_, index) => ({
      type: 'category' as const,
      gridIndex: index,
      data: indexes,
      boundaryGap: true,
      axisLine: { lineStyle: { color: ink.rule }, onZero: false },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        margin: 6,
        // The two ends say which time this is; between them there is no room.
        interval: (at: number) => at === 0 || at === total.length - 1,
        formatter: (at: string) => words.bucket(Number(at)),
        alignMinLabel: 'left' as const,
        alignMaxLabel: 'right' as const,
      },
    })),
    yAxis: panels.map((_, index) => ({
      type: 'value' as const,
      gridIndex: index,
      min: axis.min,
      max: axis.max,
      interval: axis.step,
      axisLabel: { ...text, margin: 8, show: index % columns === 0, formatter: (value: number) => words.axis(value) },
      splitLine: { lineStyle: { color: ink.rule, width: 1 } },
    })),
    series: panels.flatMap((panel, index) => [
      ...(model.zeroLine ? [flatLine(`zero:${index}`, { index, ink, data: indexes.map(() => 0) })] : []),
      flatLine(`total:${index}`, { index, ink, data: total }),
      band(panel, { index, axis, colour: colourOf(index) }),
      value(panel, { index, ink, colour: colourOf(index) }),
      head({ index, ink, name: words.name(index), figure: words.figure(index), axis, width: cell - GAP }),
    ]),
  };
}

/** A thin line that is there to compare with: all feedback, or zero. */
function flatLine(id: string, { index, ink, data }: { index: number; ink: ChartInk; data: (number | null)[] }): LineSeriesOption {
  return { id, type: 'line', xAxisIndex: index, yAxisIndex: index, silent: true, animation: false, symbol: 'none', tooltip: { show: false }, connectNulls: false, lineStyle: { color: ink.ruleStrong, width: 1, opacity: 0.7 }, data, clip: true, z: 2 };
}

const mostlyPale = ({ points }: Panel): boolean => {
  const known = points.filter(({ value: at }) => at !== null);
  return known.filter(({ pale }) => pale).length > known.length / 2;
};

function value(panel: Panel, { index, ink, colour }: { index: number; ink: ChartInk; colour: string }): LineSeriesOption {
  const lone = new Set(panel.stretches.filter(({ start, end }) => start === end).map(({ start }) => start));
  return {
    id: `value:${index}`,
    type: 'line',
    xAxisIndex: index,
    yAxisIndex: index,
    connectNulls: false,
    symbol: 'circle',
    showAllSymbol: true,
    // Without marks of its own a line of mostly few answers is faint as a whole.
    lineStyle: { color: colour, width: 1.75, join: 'round', opacity: panel.points.length > MARKED && mostlyPale(panel) ? 0.55 : 1 },
    emphasis: { disabled: true },
    clip: true,
    z: 3,
    data: panel.points.map(({ value: at, pale }, bucket) => ({
      value: at,
      // A point without neighbours is no line: it must be seen by itself.
      symbolSize: panel.points.length > MARKED ? (lone.has(bucket) ? 3 : 0) : pale ? 4 : lone.has(bucket) ? 4 : 0,
      itemStyle: pale ? { color: ink.paper, borderColor: colour, borderWidth: 1 } : { color: colour, borderWidth: 0 },
    })),
  };
}

function band({ points, stretches }: Panel, { index, axis, colour }: { index: number; axis: PanelsModel['axis']; colour: string }): CustomSeriesOption {
  const between = (at: number): number => Math.min(axis.max, Math.max(axis.min, at));
  const renderItem: CustomSeriesRenderItem = (params, api) => {
    const stretch = stretches[params.dataIndex];
    if (!stretch) return null;
    const corner = (at: number, side: 'low' | 'high'): number[] => api.coord([at, between(points[at]?.[side] ?? 0)]);
    const inside = Array.from({ length: stretch.end - stretch.start + 1 }, (_, offset) => stretch.start + offset);
    const style = { fill: colour, opacity: 0.16 };
    if (inside.length > 1) {
      return { type: 'polygon', shape: { points: [...inside.map((at) => corner(at, 'high')), ...inside.toReversed().map((at) => corner(at, 'low'))] }, style };
    }
    const [top, bottom] = [corner(stretch.start, 'high'), corner(stretch.start, 'low')];
    return { type: 'rect', shape: { x: (top[0] ?? 0) - 2, y: top[1] ?? 0, width: 4, height: (bottom[1] ?? 0) - (top[1] ?? 0) }, style };
  };
  return {
    id: `band:${index}`,
    type: 'custom',
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    animation: false,
    tooltip: { show: false },
    data: stretches.map(({ start }) => [start, points[start]?.value ?? 0]),
    renderItem,
    z: 1,
  };
}

function head({ index, ink, name, figure, axis, width }: { index: number; ink: ChartInk; name: string; figure: string; axis: PanelsModel['axis']; width: number }): CustomSeriesOption {
  const renderItem: CustomSeriesRenderItem = (params) => {
    const { x = 0, y = 0 } = params.coordSys as { x?: number; y?: number };
    const font = `600 14px ${ink.font}`;
    return {
      type: 'group',
      children: [
        { type: 'text', x, y: y - 12, style: { text: name, fill: ink.ink, font, verticalAlign: 'bottom', width: width - 52, overflow: 'truncate' } },
        { type: 'text', x: x + width, y: y - 12, style: { text: figure, fill: ink.ink2, font: `14px ${ink.font}`, align: 'right', verticalAlign: 'bottom' } },
      ],
    };
  };
  return { id: `head:${index}`, type: 'custom', xAxisIndex: index, yAxisIndex: index, silent: true, animation: false, tooltip: { show: false }, data: [[0, axis.min]], renderItem, z: 4 };
}
