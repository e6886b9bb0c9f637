import type { CustomSeriesRenderItem } from 'echarts';
import type { ChartInk } from './chart-ink.ts';
import type { ChartOption } from './echarts.ts';
import type { HeatCell, HeatTone } from './heat-model.ts';

/** A table of shades as it is written: what its picture holds. */
export interface HeatSheet {
  columns: string[];
  rows: { name: string; cells: ({ text: string; cell: HeatCell } | null)[] }[];
}

const ROW = 34;
const HEAD = 40;
const NAME = 190;
const COLUMN = 92;

/** The size of the picture in pixels. */
const heatSize = ({ columns, rows }: HeatSheet): { width: number; height: number } => ({ width: NAME + columns.length * COLUMN + 8, height: HEAD + rows.length * ROW + 8 });

/** How much of a tone shows at each depth, here and in the style sheet. */
const OPACITY = { 1: 0.18, 2: 0.34, 3: 0.5 } as const;

/** Builds the picture of a table of shades. On the page the table is a table; only its picture is drawn. */
function heatOption({ columns, rows }: HeatSheet, ink: ChartInk): ChartOption {
  const tones: Record<HeatTone, string> = { good: ink.good, bad: ink.bad, more: ink.series, less: ink.middle };
  const fields = rows.flatMap(({ cells }, row) => cells.map((cell, column) => ({ row, column, cell })));
  const field: CustomSeriesRenderItem = (params, api) => {
    const one = fields[params.dataIndex];
    if (!one?.cell) return null;
    const { text, cell } = one.cell;
    const [x = 0, y = 0] = api.coord([one.column, one.row]);
    const shape = { x: x - COLUMN / 2 + 1, y: y - ROW / 2 + 1, width: COLUMN - 2, height: ROW - 2 };
    return {
      type: 'group',
      children: [
        ...(cell.tone === null ? [] : [{ type: 'rect' as const, shape, style: { fill: tones[cell.tone], opacity: OPACITY[cell.depth] } }]),
        { type: 'text', x, y, style: { text, fill: cell.pale ? ink.ink3 : ink.ink, font: `14px ${ink.font}`, align: 'center', verticalAlign: 'middle' } },
      ],
    };
  };
  const label = { color: ink.ink2, fontFamily: ink.font, fontSize: 14, interval: 0 };
  return {
    animation: false,
    textStyle: { fontFamily: ink.font },
    grid: { left: NAME, right: 8, top: HEAD, bottom: 8, outerBoundsMode: 'none' },
    xAxis: { type: 'category', position: 'top', data: columns.map((_, index) => index), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...label, width: COLUMN - 8, overflow: 'truncate', formatter: (index) => columns[Number(index)] ?? '' } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((_, index) => index),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, color: ink.ink, align: 'left', margin: NAME, width: NAME - 12, overflow: 'truncate', formatter: (index) => rows[Number(index)]?.name ?? '' },
    },
    series: [{ id: 'fields', type: 'custom', silent: true, data: fields.map(({ row, column }) => [column, row]), renderItem: field }],
  };
}

/** Draws the picture beside the page, where nobody sees it, and takes it down again. */
export async function heatPicture(sheet: HeatSheet, ink: ChartInk): Promise<{ url: string; ink: ChartInk; width: number; height: number }> {
  const { init } = await import('./echarts.ts');
  const size = heatSize(sheet);
  const chart = init(document.createElement('div'), null, { renderer: 'canvas', ...size });
  chart.setOption(heatOption(sheet, ink));
  const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: ink.paper });
  chart.dispose();
  return { url, ink, ...size };
}
