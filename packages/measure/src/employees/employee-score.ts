import type { Calendar, FeedbackFilter, PeriodInput } from '@heed/domain';
import type { Store } from '@heed/store';
import { changeOf, estimateOf } from '../metric/estimate.ts';
import { METRICS } from '../metric/registry.ts';
import type { ScoreResult } from '../score/score.query.ts';
import { choose, elsewhere, together, waitingOf } from './chosen-answers.ts';
import { employeeQuestion } from './employee-question.ts';
import { releasedQuarters } from './releases.ts';

/**
 * eNPS of whole quarters that are over, of all employees or of whole groups of departments, and its change against as many
 * quarters before. Quarters that are not released (see releases.ts) or have fewer than 5 answers are left out; their
 * answers stand in `excluded`. Throws BAD_USER_INPUT for what may not be asked, with what to change.
 */
export async function measureEmployeeScore(
  store: Store,
  { filter, compareWith, calendar }: { filter: FeedbackFilter; compareWith?: PeriodInput | undefined; calendar: Calendar },
): Promise<ScoreResult> {
  const metric = METRICS.enps;
  const question = employeeQuestion(filter, calendar, compareWith);
  const { period, quarters, previousPeriod, previousQuarters, isChosen } = question;
  const answers = await releasedQuarters(store, { quarters, calendar });
  const before = await releasedQuarters(store, { quarters: previousQuarters, calendar });
  const current = together(choose(answers, question).flat(), { waiting: waitingOf(answers, question) });
  return { metric, period, estimate: estimateOf(metric, current), change: { ...changeOf(metric, { current, previous: elsewhere(before, isChosen) }), previousPeriod } };
}
