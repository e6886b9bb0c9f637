import type { CustomSeriesOption, CustomSeriesRenderItem, LineSeriesOption } from 'echarts';
import type { ChartInk } from './chart-ink.ts';
import type { CurveModel } from './curve-model.ts';
import type { ChartOption } from './echarts.ts';

/** What the curves say in words. */
export interface CurveWords {
  name: (index: number) => string;
  time: (milliseconds: number) => string;
  percent: (value: number) => string;
}

interface Drawing {
  ink: ChartInk;
  words: CurveWords;
  width: number;
  still: boolean;
  colour: (index: number) => number | null;
}

/** Steps with a mark where loops are still open, named at their ends. */
export function curveOption(model: CurveModel, { ink, words, still, colour, width }: Drawing): ChartOption {
  const text = { color: ink.ink3, fontFamily: ink.font, fontSize: 12 };
  const { lines, axis } = model;
  const strokeOf = (index: number): string => {
    const category = colour(index);
    return category === null ? ink.series : (ink.categories[category] ?? ink.series);
  };
  const named = width >= 480;
  const curves = lines.map((line, index): LineSeriesOption => {
    const within = line.points.filter(([time]) => time <= axis.max);
    const last = within.at(-1)?.[1] ?? 0;
    return {
      id: `curve:${index}`,
      type: 'line',
      step: 'end',
      data: [...within, [axis.max, last]],
      symbol: 'none',
      silent: true,
      tooltip: { show: false },
      lineStyle: { color: strokeOf(index), width: line.pale ? 1 : 2, opacity: line.pale ? 0.5 : 1 },
      ...(named && { endLabel: { show: true, formatter: () => words.name(index), color: strokeOf(index), fontFamily: ink.font, fontSize: 12, distance: 6, width: 128, overflow: 'truncate' as const }, labelLayout: { moveOverlap: 'shiftY' as const } }),
    };
  });
  const marks = lines.map((line, index): CustomSeriesOption => {
    const shown = line.marks.filter(([time]) => time <= axis.max);
    const tick: CustomSeriesRenderItem = (params, api) => {
      const [x = 0, y = 0] = api.coord(shown[params.dataIndex] ?? [0, 0]);
      return { type: 'line', shape: { x1: x, y1: y - 4, x2: x, y2: y + 4 }, style: { stroke: strokeOf(index), lineWidth: 1.5, opacity: line.pale ? 0.4 : 0.8 } };
    };
    return { id: `open:${index}`, type: 'custom', silent: true, tooltip: { show: false }, data: shown, renderItem: tick };
  });
  // What the pointer stops at: moments evenly spread, each with all curves. They are not drawn.
  const stops: LineSeriesOption = { id: 'stops', type: 'line', data: model.stops.map((time) => [time, 0]), symbol: 'none', lineStyle: { opacity: 0 } };
  return {
    animation: !still,
    animationDuration: 0,
    animationDurationUpdate: 400,
    textStyle: { fontFamily: ink.font },
    grid: { left: 46, right: named ? 142 : 14, top: 12, bottom: 30, outerBoundsMode: 'none' },
    tooltip: { trigger: 'axis', confine: true, transitionDuration: 0, axisPointer: { type: 'line', lineStyle: { color: ink.ruleStrong, width: 1, type: 'solid' }, animation: false }, className: 'chart-tip', backgroundColor: 'transparent', borderWidth: 0, padding: 0, extraCssText: 'box-shadow:none' },
    xAxis: {
      type: 'value',
      min: axis.min,
      max: axis.max,
      interval: axis.step,
      axisLine: { lineStyle: { color: ink.rule } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => words.time(value) },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', min: 0, max: 100, interval: 25, axisLabel: { ...text, formatter: (value: number) => words.percent(value) }, splitLine: { lineStyle: { color: ink.rule, width: 1 } } },
    series: [stops, ...curves, ...marks],
  };
}
