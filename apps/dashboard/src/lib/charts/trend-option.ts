import type { CustomSeriesOption, CustomSeriesRenderItem, LineSeriesOption } from 'echarts';
import type { ChartInk } from './chart-ink.ts';
import type { ChartOption } from './echarts.ts';
import type { TrendModel } from './trend-model.ts';

/** What a trend's chart says in words, already in the reader's language. */
export interface TrendWords {
  /** Under the time axis, one a bucket. */
  bucket: (index: number) => string;
  /** A value on the axis. */
  value: (value: number) => string;
  /** Above the bars, for example `Feedback a day`. */
  volume: string;
  count: (n: number) => string;
  /** At the target's line. */
  target: string;
  /** The lines shown on hover: what the table's row says. */
  tooltip: (index: number) => { title: string; lines: string[] };
}

interface Drawing {
  ink: ChartInk;
  words: TrendWords;
  width: number;
  still: boolean;
}

const MARGIN = { left: 46, right: 28 };
const VOLUME_HEIGHT = 44;
/** More points than this are a line and no longer marked one by one. */
const MANY = 200;

/** The band of the intervals as one polygon a stretch, so that it stops where there is no data. */
function band(model: TrendModel, ink: ChartInk): CustomSeriesRenderItem {
  return (params, api) => {
    const stretch = model.stretches[params.dataIndex];
    if (!stretch) return null;
    const between = (value: number): number => Math.min(model.axis.max, Math.max(model.axis.min, value));
    const corner = (index: number, side: 'low' | 'high'): number[] => api.coord([index, between(model.points[index]?.[side] ?? 0)]);
    const indexes = Array.from({ length: stretch.end - stretch.start + 1 }, (_, offset) => stretch.start + offset);
    const points = [...indexes.map((index) => corner(index, 'high')), ...indexes.toReversed().map((index) => corner(index, 'low'))];
    if (indexes.length > 1) return { type: 'polygon', shape: { points }, style: { fill: ink.seriesBand }, silent: true };
    const [top, bottom] = [corner(stretch.start, 'high'), corner(stretch.start, 'low')];
    return {
      type: 'rect',
      shape: { x: (top[0] ?? 0) - 3, y: top[1] ?? 0, width: 6, height: (bottom[1] ?? 0) - (top[1] ?? 0) },
      style: { fill: ink.seriesBand },
      silent: true,
    };
  };
}

/** Builds what the chart component draws. Pure: the same model, words and ink give the same option. */
export function trendOption(model: TrendModel, { ink, words, width, still }: Drawing): ChartOption {
  const { points, axis } = model;
  const text = { color: ink.ink3, fontFamily: ink.font, fontSize: 12 };
  const indexes = points.map((_, index) => index);
  const many = points.length > MANY;
  // A point without neighbours is no line: it must be seen by itself.
  const lone = new Set(model.stretches.filter(({ start, end }) => start === end).map(({ start }) => start));
  const sizeOf = (pale: boolean, index: number): number => (many ? (lone.has(index) ? 3 : 0) : pale ? 6 : points.length > 62 ? 3 : 5);
  // Labels stay horizontal: as many as fit, evenly spaced, and the last one always.
  const every = Math.max(1, Math.ceil((points.length * 64) / Math.max(1, width - MARGIN.left - MARGIN.right)));
  const labelled = (index: number): boolean => (points.length - 1 - index) % every === 0;
  const below = { ...MARGIN, bottom: 24, height: VOLUME_HEIGHT, outerBoundsMode: 'none' as const };
  return {
    animation: !still,
    animationDuration: 0,
    animationDurationUpdate: 400,
    textStyle: { fontFamily: ink.font },
    grid: [{ ...MARGIN, top: 12, bottom: 24 + VOLUME_HEIGHT + 34, outerBoundsMode: 'none' }, below],
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
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [
      { type: 'category', gridIndex: 0, data: indexes, boundaryGap: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false } },
      {
        type: 'category',
        gridIndex: 1,
        data: indexes,
        boundaryGap: true,
        axisLine: { lineStyle: { color: ink.rule }, onZero: false },
        axisTick: { show: false },
        axisLabel: { ...text, margin: 8, hideOverlap: true, interval: (index: number) => labelled(index), formatter: (index) => words.bucket(Number(index)) },
      },
    ],
    yAxis: [
      {
        type: 'value',
        gridIndex: 0,
        min: axis.min,
        max: axis.max,
        interval: axis.step,
        axisLabel: { ...text, margin: 10, formatter: (value: number) => words.value(value) },
        splitLine: { lineStyle: { color: ink.rule, width: 1 } },
      },
      {
        type: 'value',
        gridIndex: 1,
        min: 0,
        max: Math.max(1, model.mostMatched),
        interval: Math.max(1, model.mostMatched),
        name: words.volume,
        nameLocation: 'end',
        nameGap: 9,
        nameTextStyle: { ...text, align: 'left', padding: [0, 0, 0, 0] },
        axisLabel: { ...text, margin: 10, showMinLabel: false, formatter: (value: number) => words.count(value) },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        id: 'band',
        type: 'custom',
        xAxisIndex: 0,
        yAxisIndex: 0,
        silent: true,
        animation: false,
        tooltip: { show: false },
        data: model.stretches.map(({ start }) => [start, points[start]?.value ?? 0]),
        renderItem: band(model, ink),
        z: 1,
      },
      ...(model.zeroLine ? [zeroLine(model, ink)] : []),
      ...(model.target === null || model.target < axis.min || model.target > axis.max ? [] : [targetLine(model.target, { ink, words, last: points.length - 1 })]),
      {
        id: 'value',
        type: 'line',
        xAxisIndex: 0,
        yAxisIndex: 0,
        connectNulls: false,
        symbol: 'circle',
        showAllSymbol: true,
        lineStyle: { color: ink.series, width: many ? 1 : 2, join: 'round' },
        emphasis: { disabled: true },
        data: points.map(({ value, pale }, index) => ({
          value,
          // A pale point is hollow: it says where the value is and that it should not be leaned on.
          symbolSize: sizeOf(pale, index),
          itemStyle: pale ? { color: ink.paper, borderColor: ink.seriesPale, borderWidth: 1.5 } : { color: ink.series, borderWidth: 0 },
        })),
        clip: true,
        z: 3,
      },
      {
        id: 'volume',
        type: 'bar',
        xAxisIndex: 1,
        yAxisIndex: 1,
        barCategoryGap: '25%',
        barMaxWidth: 28,
        emphasis: { disabled: true },
        itemStyle: { color: ink.volume },
        data: points.map(({ matched }) => matched),
      },
    ],
  };
}

/** A dashed line at the target, named at its right end. */
function targetLine(target: number, { ink, words, last }: { ink: ChartInk; words: TrendWords; last: number }): CustomSeriesOption {
  const renderItem: CustomSeriesRenderItem = (_params, api) => {
    const [from = 0, y = 0] = api.coord([0, target]);
    const [to = 0] = api.coord([last, target]);
    const half = last > 0 ? (to - from) / last / 2 : 40;
    return {
      type: 'group',
      children: [
        { type: 'line', shape: { x1: from - half, y1: y, x2: to + half, y2: y }, style: { stroke: ink.ink2, lineWidth: 1, lineDash: [4, 3] } },
        { type: 'text', x: to + half, y: y - 4, style: { text: words.target, fill: ink.ink2, font: `12px ${ink.font}`, align: 'right', verticalAlign: 'bottom', stroke: ink.paper, lineWidth: 3 } },
      ],
    };
  };
  return { id: 'target', type: 'custom', xAxisIndex: 0, yAxisIndex: 0, silent: true, animation: false, tooltip: { show: false }, data: [[0, target]], renderItem, z: 2 };
}

function zeroLine(model: TrendModel, ink: ChartInk): LineSeriesOption {
  return {
    id: 'zero',
    type: 'line',
    xAxisIndex: 0,
    yAxisIndex: 0,
    silent: true,
    animation: false,
    symbol: 'none',
    tooltip: { show: false },
    lineStyle: { color: ink.ruleStrong, width: 1 },
    data: model.points.map(() => 0),
    z: 2,
  };
}
