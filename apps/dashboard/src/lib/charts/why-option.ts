import type { CustomSeriesRenderItem } from 'echarts';
import type { ChartInk } from './chart-ink.ts';
import type { ChartOption } from './echarts.ts';
import type { WhyModel } from './why-model.ts';

/** What the way from before to now says in words, one entry a step. */
export interface WhyChartWords {
  name: (index: number) => string;
  value: (index: number) => string;
  axis: (value: number) => string;
  tooltip: (index: number) => { title: string; lines: string[] };
}

interface Drawing {
  ink: ChartInk;
  words: WhyChartWords;
  width: number;
  still: boolean;
}

const ROW = 36;
const TOP = 8;
const BOTTOM = 26;
/** Half the height of a row's two bars. */
const BAR = 7;

/** The chart's height in pixels, known before it is drawn so that nothing moves. */
export const whyHeight = (steps: number): number => TOP + BOTTOM + Math.max(1, steps) * ROW;

/**
 * Builds the steps from before to now. The upper, full half of a step is what people answer differently, the lower,
 * outlined half is what comes from a larger or smaller share; a thin line leads on to where the next step begins.
 */
export function whyOption(model: WhyModel, { ink, words, width, still }: Drawing): ChartOption {
  const { steps, axis, metric } = model;
  const left = Math.round(Math.min(width * 0.4, 190));
  const right = 58;
  const better = metric.better === 'LOWER' ? -1 : 1;
  const toneOf = (by: number): string => (by * better >= 0 ? ink.good : ink.bad);
  const step: CustomSeriesRenderItem = (params, api) => {
    const one = steps[params.dataIndex];
    if (!one) return null;
    const at = (value: number): number => api.coord([value, params.dataIndex])[0] ?? 0;
    const y = api.coord([one.to, params.dataIndex])[1] ?? 0;
    const [from, middle, to] = [at(one.from), at(one.middle), at(one.to)];
    const next = params.dataIndex < steps.length - 1 ? [{ type: 'line' as const, shape: { x1: to, y1: y + BAR, x2: to, y2: y + ROW - BAR }, style: { stroke: ink.ruleStrong, lineWidth: 1, lineDash: [2, 2] } }] : [];
    if (one.group === null) {
      return { type: 'group', children: [...next, { type: 'circle', shape: { cx: to, cy: y, r: 6 }, style: { fill: ink.ink, stroke: ink.paper, lineWidth: 1.5 } }] };
    }
    const [rate, mix] = [toneOf(one.middle - one.from), toneOf(one.to - one.middle)];
    const box = (a: number, b: number): { x: number; width: number } => ({ x: Math.min(a, b), width: Math.max(1, Math.abs(b - a)) });
    return {
      type: 'group',
      children: [
        ...next,
        { type: 'rect', shape: { ...box(from, middle), y: y - BAR, height: BAR }, style: { fill: rate } },
        // Less than can be seen is not drawn as if it were something.
        ...(Math.abs(to - middle) < 1.5 ? [] : [{ type: 'rect' as const, shape: { ...box(middle, to), y, height: BAR }, style: { fill: ink.paper, stroke: mix, lineWidth: 1.25 } }]),
      ],
    };
  };
  const label = { fontFamily: ink.font, fontSize: 14, interval: 0 };
  const isEnd = (index: string | number): boolean => steps[Number(index)]?.group === null;
  return {
    animation: !still,
    animationDuration: 0,
    animationDurationUpdate: 400,
    textStyle: { fontFamily: ink.font },
    grid: { left, right, top: TOP, bottom: BOTTOM, outerBoundsMode: 'none' },
    tooltip: { trigger: 'axis', axisPointer: { type: 'none' }, confine: true, transitionDuration: 0, className: 'chart-tip', backgroundColor: 'transparent', borderWidth: 0, padding: 0, extraCssText: 'box-shadow:none' },
    xAxis: {
      type: 'value',
      min: axis.min,
      max: axis.max,
      interval: axis.step,
      axisLabel: { color: ink.ink3, fontFamily: ink.font, fontSize: 12, hideOverlap: true, formatter: (value: number) => words.axis(value) },
      splitLine: { lineStyle: { color: ink.rule, width: 1 } },
    },
    yAxis: [
      {
        type: 'category',
        inverse: true,
        data: steps.map((_, index) => index),
        axisLine: { show: false },
        axisTick: { show: false },
        axisPointer: { show: true, type: 'none', triggerTooltip: true },
        axisLabel: { ...label, margin: left, align: 'left', width: left - 14, overflow: 'truncate', color: (index) => (isEnd(index ?? 0) ? ink.ink : ink.ink2), formatter: (index) => words.name(Number(index)) },
      },
      {
        type: 'category',
        inverse: true,
        position: 'right',
        data: steps.map((_, index) => index),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...label, fontWeight: 500, margin: right, align: 'right', color: ink.ink, formatter: (index) => words.value(Number(index)) },
      },
    ],
    series: [{ id: 'steps', type: 'custom', data: steps.map(({ to }, index) => [to, index]), renderItem: step, encode: { x: 0, y: 1 }, z: 3 }],
  };
}
