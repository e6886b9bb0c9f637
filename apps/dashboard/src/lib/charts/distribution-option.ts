import type { CustomSeriesOption, CustomSeriesRenderItem } from 'echarts';
import type { ChartInk } from './chart-ink.ts';
import type { AnswerBand, DistributionModel } from './distribution-model.ts';
import type { ChartOption } from './echarts.ts';

/** What a distribution says in words. */
export interface DistributionWords {
  answer: (index: number) => string;
  axis: (value: number) => string;
  share: (index: number) => string;
  /** Under a stretch of answers: its name and share. */
  band: (index: number) => { name: string; share: string };
  tooltip: (index: number) => { title: string; lines: string[] };
}

interface Drawing {
  ink: ChartInk;
  words: DistributionWords;
  width: number;
  still: boolean;
}

const LEFT = 46;
const FOOT = 76;

/** Builds answers as columns with their intervals, the period before as an outline, and the bands named below. */
export function distributionOption(model: DistributionModel, { ink, words, width, still }: Drawing): ChartOption {
  const { answers, axis } = model;
  const text = { color: ink.ink3, fontFamily: ink.font, fontSize: 12 };
  const room = (width - LEFT - 8) / Math.max(1, answers.length);
  const tone: Record<AnswerBand, string> = { GOOD: ink.good, NEUTRAL: ink.middle, BAD: ink.bad };
  return {
    animation: !still,
    animationDuration: 0,
    animationDurationUpdate: 400,
    textStyle: { fontFamily: ink.font },
    grid: { left: LEFT, right: 8, top: 24, bottom: FOOT, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      axisPointer: { type: 'none' },
      className: 'chart-tip',
      backgroundColor: 'transparent',
      borderWidth: 0,
      padding: 0,
      extraCssText: 'box-shadow:none',
    },
    xAxis: {
      type: 'category',
      data: answers.map((_, index) => index),
      axisLine: { lineStyle: { color: ink.ruleStrong } },
      axisTick: { show: false },
      axisLabel: { ...text, color: ink.ink, fontSize: room < 44 ? 12 : 14, interval: 0, hideOverlap: true, margin: 8, formatter: (index) => words.answer(Number(index)) },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: axis.max,
      interval: axis.step,
      axisLabel: { ...text, margin: 10, formatter: (value: number) => words.axis(value) },
      splitLine: { lineStyle: { color: ink.rule, width: 1 } },
    },
    series: [
      {
        id: 'share',
        type: 'bar',
        barCategoryGap: '22%',
        emphasis: { disabled: true },
        data: answers.map(({ share, band }) => ({ value: share ?? 0, itemStyle: { color: tone[band] } })),
        z: 2,
      },
      interval(model, { ink, words, labelled: room >= 40 }),
      ...(model.compared ? [outline(model, ink)] : []),
      brackets(model, { ink, words, tone }),
    ],
  };
}

const custom = (id: string, part: Pick<CustomSeriesOption, 'data' | 'renderItem' | 'z'>): CustomSeriesOption => ({ id, type: 'custom', silent: true, animation: false, tooltip: { show: false }, ...part });

/** The interval of each share, and above whatever is drawn the share itself. */
function interval({ answers }: DistributionModel, { ink, words, labelled }: { ink: ChartInk; words: DistributionWords; labelled: boolean }): CustomSeriesOption {
  const renderItem: CustomSeriesRenderItem = (params, api) => {
    const { low, high, previousShare } = answers[params.dataIndex] ?? {};
    if (typeof low !== 'number' || typeof high !== 'number') return null;
    const [x = 0, top = 0] = api.coord([params.dataIndex, high]);
    const [, bottom = 0] = api.coord([params.dataIndex, low]);
    const [, summit = 0] = api.coord([params.dataIndex, Math.max(high, previousShare ?? 0)]);
    return {
      type: 'group',
      children: [
        { type: 'line', shape: { x1: x, y1: top, x2: x, y2: bottom }, style: { stroke: ink.ink, lineWidth: 1.25, opacity: 0.7 } },
        ...(labelled ? [{ type: 'text' as const, x, y: summit - 4, style: { text: words.share(params.dataIndex), fill: ink.ink2, font: `12px ${ink.font}`, align: 'center' as const, verticalAlign: 'bottom' as const } }] : []),
      ],
    };
  };
  return custom('interval', { data: answers.map(({ share }, index) => [index, share ?? 0]), renderItem, z: 4 });
}

function outline({ answers }: DistributionModel, ink: ChartInk): CustomSeriesOption {
  const renderItem: CustomSeriesRenderItem = (params, api) => {
    const before = answers[params.dataIndex]?.previousShare;
    if (typeof before !== 'number') return null;
    const [x = 0, y = 0] = api.coord([params.dataIndex, before]);
    const [, floor = 0] = api.coord([params.dataIndex, 0]);
    const half = ((api.size?.([1, 0]) as number[])[0] ?? 20) * 0.44;
    return { type: 'polyline', shape: { points: [[x - half, floor], [x - half, y], [x + half, y], [x + half, floor]] }, style: { stroke: ink.ink2, lineWidth: 1.25, lineDash: [4, 3], fill: 'none' } };
  };
  return custom('before', { data: answers.map(({ previousShare }, index) => [index, previousShare ?? 0]), renderItem, z: 3 });
}

/** A line under the answers of each band, with its name: colour is never the only sign. */
function brackets({ bands }: DistributionModel, { ink, words, tone }: { ink: ChartInk; words: DistributionWords; tone: Record<AnswerBand, string> }): CustomSeriesOption {
  const renderItem: CustomSeriesRenderItem = (params, api) => {
    const stretch = bands[params.dataIndex];
    if (!stretch) return null;
    const half = ((api.size?.([1, 0]) as number[])[0] ?? 20) / 2;
    const [from = 0, floor = 0] = api.coord([stretch.start, 0]);
    const [to = 0] = api.coord([stretch.end, 0]);
    const y = floor + 32;
    const { name, share } = words.band(params.dataIndex);
    return {
      type: 'group',
      children: [
        { type: 'line', shape: { x1: from - half + 4, y1: y, x2: to + half - 4, y2: y }, style: { stroke: tone[stretch.band], lineWidth: 2 } },
        { type: 'text', x: (from + to) / 2, y: y + 7, style: { text: `${name}\n${share}`, fill: ink.ink2, font: `12px ${ink.font}`, lineHeight: 17, align: 'center', verticalAlign: 'top' } },
      ],
    };
  };
  return custom('bands', { data: bands.map(({ start }) => [start, 0]), renderItem, z: 1 });
}
