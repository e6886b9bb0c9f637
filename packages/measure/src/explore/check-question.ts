import { groupingName, HeedError } from '@heed/domain';
import { assertCustomers } from '@heed/filter';
import type { MetricDefinition } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { checkScales } from './check-scales.ts';
import type { ExplorationQuestion } from './question.ts';
import { compares } from './timeline.ts';

/**
 * The metrics of a question that makes sense. Throws BAD_USER_INPUT, before the database is asked, for metrics of employees,
 * what needs a period or a grain and has none, one grouping twice, and scales that would be mixed.
 */
export function checkQuestion(question: ExplorationQuestion): MetricDefinition[] {
  const metrics = question.metrics.map((id) => METRICS[id]);
  const { by = [], grain, rolling, filter = {} } = question;
  assertCustomers(metrics);
  const [one, other] = by.map(groupingName);
  if (one !== undefined && one === other) throw new HeedError('BAD_USER_INPUT', 'by names the same grouping twice; choose two different ones.');
  if (rolling !== undefined && !grain) throw new HeedError('BAD_USER_INPUT', 'rolling needs a grain: it is a number of its buckets.');
  if (grain && !filter.period) throw new HeedError('BAD_USER_INPUT', 'grain needs filter.period, for example { last: { count: 12, unit: MONTH } }.');
  if (compares(question) && !filter.period) throw new HeedError('BAD_USER_INPUT', 'compare needs filter.period, for example { last: { count: 28, unit: DAY } }.');
  checkScales(filter, { metrics });
  return metrics;
}
