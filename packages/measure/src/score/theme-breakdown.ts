import type { Calendar, FeedbackFilter, PeriodInput } from '@heed/domain';
import { assertCustomers } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { countExploration } from '../explore/exploration.ts';
import type { ExplorationCell } from '../explore/rows.ts';
import type { MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import type { BreakdownResult } from './breakdown-result.ts';

/** A breakdown by theme: the exploration of one metric. Its groups overlap; those of feedback in no theme (NO_THEMES) follow after the themes. */
export async function breakdownByTheme(
  reader: StoreReader,
  { metric, filter, compareWith, first, calendar }: { metric: MetricId; filter: FeedbackFilter; compareWith: PeriodInput | undefined; first: number; calendar: Calendar },
): Promise<BreakdownResult> {
  assertCustomers([METRICS[metric]]);
  const question = { metrics: [metric], by: [{ dimension: 'theme' as const }], filter, compare: filter.period !== undefined, compareWith, first };
  const { period, previousPeriod, rows, total } = await countExploration(reader, { question, calendar });
  const only = ({ cells }: { cells: ExplorationCell[] }): ExplorationCell => cells[0] as ExplorationCell;
  const rest = rows.find(({ pooled }) => (pooled[0] ?? 0) > 0);
  return {
    metric: METRICS[metric],
    period,
    previousPeriod,
    dimension: 'theme',
    groups: rows.filter((row) => row !== rest).map((row) => ({ key: row.keys[0] ?? '', estimate: only(row).estimate, change: only(row).change })),
    other: rest ? only(rest).estimate : null,
    otherGroups: rest?.pooled[0] ?? 0,
    total: only(total).estimate,
  };
}
