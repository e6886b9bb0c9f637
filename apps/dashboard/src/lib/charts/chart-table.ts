/** The table behind a chart: what its tooltips say, for reading, copying and screen readers. */
export interface ChartTable {
  caption: string;
  columns: string[];
  rows: { cells: string[]; href?: string }[];
}
