import { HeedError, type Calendar, type FeedbackFilter, type Grain } from '@heed/domain';
import type { Store } from '@heed/store';
import { estimateOf } from '../metric/estimate.ts';
import { METRICS } from '../metric/registry.ts';
import type { TrendResult } from '../score/trend.query.ts';
import { cutsGroup, together, waitingOf } from './chosen-answers.ts';
import { employeeQuestion } from './employee-question.ts';
import { chosenGroups } from './protected-groups.ts';
import { releasedQuarters } from './releases.ts';

/**
 * eNPS by quarter. A quarter that is not released, has fewer than 5 answers, or shows the chosen departments only together
 * with others has n = 0 and value null. Throws BAD_USER_INPUT for another grain or a rolling window, for what may not be
 * asked, and when no quarter could show the choice.
 */
export async function measureEmployeeTrend(
  store: Store,
  { filter, grain = 'quarter', rolling, calendar }: { filter: FeedbackFilter; grain?: Grain | undefined; rolling?: number | undefined; calendar: Calendar },
): Promise<TrendResult & { rolling: null }> {
  if (grain !== 'quarter' || rolling !== undefined) throw new HeedError('BAD_USER_INPUT', 'What employees answered is shown by quarter: use the grain QUARTER, or none, and no rolling window.');
  const metric = METRICS.enps;
  const question = employeeQuestion(filter, calendar);
  const answers = await releasedQuarters(store, { quarters: question.quarters, calendar });
  const chosen = answers.map(({ groups }) => chosenGroups(groups, question.isChosen));
  if (chosen.includes(null) && !chosen.some((groups) => groups && groups.length > 0)) throw cutsGroup();
  const groups = answers.map((quarter, index) => together(chosen[index] ?? [], { waiting: waitingOf([quarter], question) }));
  const estimates = groups.map((group) => estimateOf(metric, group));
  return {
    metric,
    period: question.period,
    grain,
    rolling: null,
    from: question.quarters.map(({ from }) => from),
    to: question.quarters.map(({ to }) => to),
    value: estimates.map(({ value }) => value),
    low: estimates.map(({ low }) => low),
    high: estimates.map(({ high }) => high),
    n: estimates.map(({ n }) => n),
    excluded: estimates.map(({ excluded }) => excluded),
    matched: groups.map(({ matched }) => matched),
  };
}
