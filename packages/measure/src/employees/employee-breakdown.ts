import { HeedError, type Calendar, type Dimension, type FeedbackFilter, type GroupingName, type PeriodInput } from '@heed/domain';
import { checkFirst } from '@heed/filter';
import type { Store } from '@heed/store';
import { changeOf, estimateOf } from '../metric/estimate.ts';
import { METRICS } from '../metric/registry.ts';
import type { BreakdownResult } from '../score/breakdown-result.ts';
import { MAX_GROUPS } from '../score/breakdown.query.ts';
import { choose, elsewhere, together, waitingOf } from './chosen-answers.ts';
import { employeeQuestion } from './employee-question.ts';
import { commonSets } from './protected-groups.ts';
import { releasedQuarters } from './releases.ts';

/** A breakdown whose groups may be several departments that are only shown together. */
export interface EmployeeBreakdownResult extends BreakdownResult {
  groups: (BreakdownResult['groups'][number] & { members: string[] | null })[];
}

/** The one way in which employees are divided: the rows of a second could be subtracted from those of the first. */
const DIVIDED_BY: Dimension = 'department';
/** Stands in the name of a group for those without a department. */
const NOT_GIVEN = '–';

/**
 * eNPS by department, the groups with the most answers first. Departments that some quarter of the period shows only
 * together are one group here, named by all its `members` (null for a single department). `other` pools what is beyond the
 * `first`. Throws BAD_USER_INPUT for another dimension, and for what may not be asked.
 */
export async function measureEmployeeBreakdown(
  store: Store,
  { by, filter, compareWith, first, calendar }: { by: GroupingName; filter: FeedbackFilter; compareWith?: PeriodInput | undefined; first: number; calendar: Calendar },
): Promise<EmployeeBreakdownResult> {
  checkFirst(first, { most: MAX_GROUPS });
  if (by !== DIVIDED_BY) {
    throw new HeedError('BAD_USER_INPUT', 'What employees answered is broken down by department alone, as two ways to divide the same people could be subtracted from each other.');
  }
  const metric = METRICS.enps;
  const question = employeeQuestion(filter, calendar, compareWith);
  const answers = await releasedQuarters(store, { quarters: question.quarters, calendar });
  const before = await releasedQuarters(store, { quarters: question.previousQuarters, calendar });
  const chosen = choose(answers, question);
  const rows = commonSets(chosen)
    .map((members) => ({ members, current: together(chosen.flat().filter(({ departments }) => departments.every((name) => members.includes(name)))) }))
    .sort((a, b) => b.current.matched - a.current.matched || (nameOf(a.members) < nameOf(b.members) ? -1 : 1));
  const rest = rows.slice(first);
  const total = together(chosen.flat(), { waiting: waitingOf(answers, question) });
  return {
    metric,
    period: question.period,
    previousPeriod: question.previousPeriod,
    dimension: by,
    groups: rows.slice(0, first).map(({ members, current }) => ({
      key: nameOf(members),
      members: members.length > 1 ? members : null,
      estimate: estimateOf(metric, current),
      change: changeOf(metric, { current, previous: elsewhere(before, (department) => members.includes(department)) }),
    })),
    other: rest.length > 0 ? estimateOf(metric, together(rest.map(({ members, current }) => ({ departments: members, counts: current.counts })))) : null,
    otherGroups: rest.length,
    total: estimateOf(metric, total),
  };
}

/** A department's name, empty for none as in every breakdown; of several, all of their names. */
function nameOf(members: readonly string[]): string {
  return members.length === 1 ? (members[0] ?? '') : members.map((name) => name || NOT_GIVEN).join(' + ');
}
