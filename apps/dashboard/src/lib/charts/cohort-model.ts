import type { Estimate, Grain, MetricInfo } from '#lib/api/documents.ts';
import type { Cohorts } from '#lib/api/insight-documents.ts';
import { heatCell, type HeatCell } from './heat-model.ts';

/** Customers who began in the same unit of time; `cells` has one entry a column, null where they did not answer then. */
export interface CohortRow {
  /** Its first day as `yyyy-MM-dd`. */
  start: string;
  n: number;
  cells: (HeatCell | null)[];
}

/** Cohorts by how long after their beginning they answered. */
export interface CohortModel {
  metric: MetricInfo;
  cohort: Grain;
  since: Grain;
  /** Units since the beginning, from the first with answers to the last. */
  columns: number[];
  /** Newest first. */
  rows: CohortRow[];
  /** What fields are compared with: all of them together. */
  whole: Estimate;
  /** The first unit minus all later ones, when they clearly differ. */
  finding: { difference: number } | null;
  /** Whether anybody can be followed over time: with one column nobody can. */
  tooShort: boolean;
}

/** How many standard errors the beginning must lie away from what follows: one comparison, asked of every answer anew. */
const CLEAR = 3;

/** Cells together. Exact for the value, which is a mean over answers; its interval takes the cells as independent. */
function pool(cells: readonly Estimate[], minimumSample: number): Estimate {
  const known = cells.filter(({ value }) => value !== null);
  const n = known.reduce((sum, cell) => sum + cell.n, 0);
  if (n === 0) return { value: null, low: null, high: null, n: 0, excluded: 0, enough: false };
  const value = known.reduce((sum, cell) => sum + cell.n * (cell.value ?? 0), 0) / n;
  const half = Math.sqrt(known.reduce((sum, cell) => sum + (cell.n * ((cell.high ?? 0) - (cell.low ?? 0))) ** 2, 0)) / (2 * n);
  return { value, low: value - half, high: value + half, n, excluded: 0, enough: n >= minimumSample };
}

function findingOf(first: Estimate, later: Estimate): CohortModel['finding'] {
  if (!first.enough || !later.enough || first.value === null || later.value === null) return null;
  const difference = first.value - later.value;
  const error = Math.hypot((first.high ?? 0) - (first.low ?? 0), (later.high ?? 0) - (later.low ?? 0)) / 3.92;
  return error > 0 && Math.abs(difference) >= CLEAR * error ? { difference } : null;
}

/** Decides what to draw of cohorts. Columns and rows without any answer at the ends are left out. */
export function cohortModel({ metric, cohort, since, cohorts }: Cohorts): CohortModel {
  const answered = cohorts.filter(({ n }) => n > 0);
  const cells = answered.flatMap((one) => one.cells.filter(({ estimate }) => estimate.n > 0));
  const last = Math.max(-1, ...cells.map((one) => one.since));
  const first = Math.min(last + 1, ...cells.map((one) => one.since));
  const columns = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const whole = pool(cells.map(({ estimate }) => estimate), metric.minimumSample);
  const rows = answered.map(({ start, n, cells: own }): CohortRow => {
    const bySince = new Map(own.map((one) => [one.since, one.estimate]));
    return {
      start,
      n,
      cells: columns.map((column) => {
        const estimate = bySince.get(column);
        return estimate && estimate.n > 0 ? heatCell(estimate, { whole, metric }) : null;
      }),
    };
  });
  const at = (test: (since: number) => boolean): Estimate => pool(cells.filter((one) => test(one.since)).map(({ estimate }) => estimate), metric.minimumSample);
  return { metric, cohort, since, columns, rows: rows.toReversed(), whole, finding: findingOf(at((one) => one === 0), at((one) => one > 0)), tooShort: columns.length < 2 };
}
