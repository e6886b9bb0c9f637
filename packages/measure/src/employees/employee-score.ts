import { HeedError, type Calendar, type FeedbackFilter, type PeriodInput } from '@heed/domain';
import type { Store } from '@heed/store';
import { changeOf, estimateOf } from '../metric/estimate.ts';
import { METRICS } from '../metric/registry.ts';
import type { Group } from '../metric/tallied.ts';
import type { ScoreResult } from '../score/score.query.ts';
import { employeeQuestion, type EmployeeQuestion } from './employee-question.ts';
import { chosenGroups, pooled, type EmployeeGroup } from './protected-groups.ts';
import { releasedQuarters, type QuarterAnswers } from './releases.ts';

/** What whoever chose departments learns when the choice would cut a group. */
export function cutsGroup(): HeedError {
  return new HeedError(
    'BAD_USER_INPUT',
    'Some of these departments are shown only together with others, because fewer than 5 people answered in one of them; choose all of a group, as the breakdown by department names it, or all departments.',
  );
}

/** The released groups of each quarter that a choice of departments consists of. Throws BAD_USER_INPUT when it cuts one. */
export function choose(answers: readonly QuarterAnswers[], { isChosen }: Pick<EmployeeQuestion, 'isChosen'>): EmployeeGroup[][] {
  return answers.map(({ groups }) => {
    const chosen = chosenGroups(groups, isChosen);
    if (!chosen) throw cutsGroup();
    return chosen;
  });
}

/** Groups together, with the answers that wait for their release as rows that matched and do not count yet. */
export function together(groups: readonly EmployeeGroup[], { waiting = 0 }: { waiting?: number } = {}): Group {
  const counts = pooled(groups);
  return { matched: (counts['n'] ?? 0) + waiting, counts };
}

/** The answers that wait; of single departments it is not said how many. */
export function waitingOf(answers: readonly QuarterAnswers[], { isAll }: Pick<EmployeeQuestion, 'isAll'>): number {
  return isAll ? answers.reduce((sum, { waiting }) => sum + waiting, 0) : 0;
}

/** The same departments in other quarters; nothing when those quarters cannot show them without cutting a group. */
export function elsewhere(answers: readonly QuarterAnswers[], isChosen: (department: string) => boolean): Group {
  const chosen = answers.map(({ groups }) => chosenGroups(groups, isChosen));
  return together(chosen.every((groups) => groups !== null) ? chosen.flat() : []);
}

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
