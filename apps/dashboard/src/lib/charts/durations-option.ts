import type { CustomSeriesRenderItem } from 'echarts';
import { breakdownOption, type BreakdownWords } from './breakdown-option.ts';
import type { ChartInk } from './chart-ink.ts';
import type { DurationsModel } from './durations-model.ts';
import type { ChartOption } from './echarts.ts';

interface Drawing {
  ink: ChartInk;
  words: BreakdownWords;
  width: number;
  still: boolean;
  /** The category colour of a row, or null for none of its own. */
  colour: (index: number) => number | null;
}

/**
 * What the chart component draws: for each group the median as a dot on its interval, the 90th percentile as an upright
 * bar at the end of a thin line, the median of closed loops alone as a small hollow diamond. What is not reached yet runs out of the
 * drawing as an arrow.
 */
export function durationsOption(model: DurationsModel, { ink, words, width, still, colour }: Drawing): ChartOption {
  const { rows, axis } = model;
  const option = breakdownOption(
    { rows: rows.map(({ duration: { median }, pale }) => ({ estimate: median, pale })), axis, total: { value: model.total.median.value } },
    { ink, words, width, still, colour, right: 96 },
  );
  const between = (value: number): number => Math.min(axis.max, Math.max(axis.min, value));
  const draw: CustomSeriesRenderItem = (params, api) => {
    const row = rows[params.dataIndex];
    if (!row) return null;
    const { median, p90, closedOnlyMedian } = row.duration;
    const category = colour(params.dataIndex);
    const stroke = category === null ? ink.ink2 : (ink.categories[category] ?? ink.ink2);
    const at = (value: number): number => api.coord([between(value), params.dataIndex])[0] ?? 0;
    const y = api.coord([0, params.dataIndex])[1] ?? 0;
    const end = at(axis.max);
    const opacity = row.pale ? 0.5 : 1;
    const line = (from: number, to: number, lineWidth: number, alpha: number) => ({ type: 'line' as const, shape: { x1: from, y1: y, x2: to, y2: y }, style: { stroke, lineWidth, opacity: alpha } });
    const arrow = (x: number) => ({ type: 'polygon' as const, shape: { points: [[x + 6, y], [x - 2, y - 5], [x - 2, y + 5]] }, style: { fill: ink.paper, stroke, lineWidth: 1.5, opacity } });
    const last = p90.value === null ? end : at(p90.value);
    const start = median.low ?? median.value;
    return {
      type: 'group',
      children: [
        ...(median.value === null ? [] : [line(at(median.value), last, 1, 0.35 * opacity)]),
        ...(start === null ? [] : [line(at(start), median.high === null ? end : at(median.high), row.pale ? 1 : 3, 0.45 * opacity)]),
        ...(p90.value === null ? [arrow(end)] : [{ type: 'line' as const, shape: { x1: last, y1: y - 6, x2: last, y2: y + 6 }, style: { stroke, lineWidth: 1.5, opacity } }]),
        ...(closedOnlyMedian === null
          ? []
          : [{ type: 'polygon' as const, shape: { points: [[at(closedOnlyMedian) - 4, y + 9], [at(closedOnlyMedian), y + 5], [at(closedOnlyMedian) + 4, y + 9], [at(closedOnlyMedian), y + 13]] }, style: { fill: ink.paper, stroke: ink.ink3, lineWidth: 1, opacity } }]),
        ...(median.value === null
          ? []
          : row.pale
            ? [{ type: 'circle' as const, shape: { cx: at(median.value), cy: y, r: 4.5 }, style: { fill: ink.paper, stroke, lineWidth: 1.5, opacity } }]
            : [{ type: 'circle' as const, shape: { cx: at(median.value), cy: y, r: 5.5 }, style: { fill: stroke, stroke: ink.paper, lineWidth: 1.5 } }]),
      ],
    };
  };
  const series = (option.series as { id?: string }[]).map((one) => (one.id === 'rows' ? { ...one, data: rows.map(({ duration }, index) => [duration.median.value ?? duration.median.low ?? 0, index]), renderItem: draw } : one));
  return { ...option, series };
}
