import { HeedError } from '@heed/domain';
import type { Group } from '../metric/tallied.ts';
import type { EmployeeQuestion } from './employee-question.ts';
import { chosenGroups, pooled, type EmployeeGroup } from './protected-groups.ts';
import type { QuarterAnswers } from './releases.ts';

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
