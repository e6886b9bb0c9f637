import type { CustomSeriesRenderItem } from 'echarts';
import type { ChartInk } from './chart-ink.ts';
import type { ChartOption } from './echarts.ts';
import type { ThemeMapModel } from './theme-map-model.ts';

/** What the map says in words. */
export interface ThemeMapWords {
  name: (index: number) => string;
  across: string;
  up: string;
  share: (value: number) => string;
  score: (value: number) => string;
  /** At the line of the score of everybody. */
  total: string;
}

interface Drawing {
  ink: ChartInk;
  words: ThemeMapWords;
  width: number;
  still: boolean;
}

/** From how many comments the area of a dot grows; radii are pixels. */
const SMALLEST = 5;
const LARGEST = 22;

/**
 * What the chart component draws: how often a theme is mentioned across, the score of those who mention it upwards, how much it moves the score
 * of everybody as the area of its dot. Names stand at the dots as far as there is room.
 */
export function themeMapOption({ points, across, up, total, mostPull }: ThemeMapModel, { ink, words, width, still }: Drawing): ChartOption {
  const text = { color: ink.ink3, fontFamily: ink.font, fontSize: 12 };
  const wide = width >= 560;
  const dot: CustomSeriesRenderItem = (params, api) => {
    const point = points[params.dataIndex];
    if (!point) return null;
    const [x = 0, y = 0] = api.coord([point.share, point.score]);
    const [, high = y] = api.coord([point.share, point.high]);
    const [, low = y] = api.coord([point.share, point.low]);
    const r = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.abs(point.pull) / mostPull);
    const colour = point.tone === 'good' ? ink.good : point.tone === 'bad' ? ink.bad : ink.middle;
    const style = { fill: colour, fillOpacity: point.pale ? 0.12 : 0.55, stroke: colour, lineWidth: 1.5 };
    // What lowers the score is a diamond, so that colour alone says nothing.
    const shape =
      point.tone === 'bad'
        ? { type: 'polygon' as const, shape: { points: [[x, y - r * 1.15], [x + r * 1.15, y], [x, y + r * 1.15], [x - r * 1.15, y]] }, style }
        : { type: 'circle' as const, shape: { cx: x, cy: y, r }, style };
    return {
      type: 'group',
      children: [
        { type: 'line', shape: { x1: x, y1: high, x2: x, y2: low }, style: { stroke: colour, lineWidth: 1, opacity: 0.4 }, silent: true },
        {
          ...shape,
          textContent: { type: 'text', style: { text: words.name(params.dataIndex), fill: point.pale ? ink.ink3 : ink.ink, font: `12px ${ink.font}`, width: 150, overflow: 'truncate' } },
          textConfig: { position: x > width - 190 ? 'left' : 'right', distance: 4 },
        },
      ],
    };
  };
  return {
    animation: !still,
    animationDuration: 0,
    animationDurationUpdate: 400,
    textStyle: { fontFamily: ink.font },
    grid: { left: 52, right: 16, top: 30, bottom: 46, outerBoundsMode: 'none' },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0, className: 'chart-tip', backgroundColor: 'transparent', borderWidth: 0, padding: 0, extraCssText: 'box-shadow:none' },
    xAxis: {
      type: 'log',
      min: across.min,
      max: across.max,
      name: words.across,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: text,
      axisLabel: { ...text, formatter: (value: number) => words.share(value) },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.rule } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: up.min,
      max: up.max,
      interval: up.step,
      name: words.up,
      nameLocation: 'end',
      nameGap: 12,
      nameTextStyle: { ...text, align: 'left', padding: [0, 0, 0, -40] },
      axisLabel: { ...text, formatter: (value: number) => words.score(value) },
      splitLine: { lineStyle: { color: ink.rule, width: 1 } },
    },
    series: [
      {
        type: 'custom',
        id: 'total',
        silent: true,
        data: total === null ? [] : [[across.min, total]],
        renderItem: (_params, api) => {
          const [from = 0, y = 0] = api.coord([across.min, total ?? 0]);
          const [to = 0] = api.coord([across.max, total ?? 0]);
          return {
            type: 'line',
            shape: { x1: from, y1: y, x2: to, y2: y },
            style: { stroke: ink.ink3, lineWidth: 1, lineDash: [3, 3] },
            textContent: { type: 'text', style: { text: words.total, fill: ink.ink3, font: `12px ${ink.font}` } },
            textConfig: { position: [4, -16] },
          };
        },
        z: 1,
      },
      { type: 'custom', id: 'themes', data: points.map(({ share, score }) => [share, score]), renderItem: dot, labelLayout: { hideOverlap: true }, clip: false, z: wide ? 3 : 2 },
    ],
  };
}
