import type { Counts } from '../metric/metric.ts';

/**
 * What so many employees answered is shown, and never what fewer did. Anonymous answers cannot be told apart by person, so
 * it is answers that are counted: whoever asks the same people several times a quarter shows smaller groups of people.
 */
export const SMALLEST_GROUP = 5;

/** Employees of some departments in one quarter, and what they answered. Empty text is "no department given". */
export interface EmployeeGroup {
  departments: string[];
  counts: Counts;
}

export const answersOf = ({ counts }: Pick<EmployeeGroup, 'counts'>): number => counts['n'] ?? 0;

/** The counts of several groups together. */
export function pooled(groups: readonly Pick<EmployeeGroup, 'counts'>[]): Counts {
  const total: Record<string, number> = { n: 0 };
  for (const { counts } of groups) for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  return total;
}

/**
 * The groups in which the answers of one quarter may be shown, none smaller than SMALLEST_GROUP; none at all when so few
 * answered. A department with enough answers stands alone. The others are pooled; where even they are too few together, the
 * smallest department that stands alone joins them (of two, the first by name), for they could be had by subtracting all
 * that stand alone from the total.
 */
export function protectedGroups(departments: readonly EmployeeGroup[]): EmployeeGroup[] {
  const answered = departments.filter((one) => answersOf(one) > 0);
  if (answersOf({ counts: pooled(answered) }) < SMALLEST_GROUP) return [];
  const alone = answered.filter((one) => answersOf(one) >= SMALLEST_GROUP).sort((a, b) => answersOf(a) - answersOf(b) || byName(nameOf(a), nameOf(b)));
  const small = answered.filter((one) => answersOf(one) < SMALLEST_GROUP);
  if (small.length === 0) return alone;
  const joining = answersOf({ counts: pooled(small) }) < SMALLEST_GROUP ? alone.splice(0, 1) : [];
  const together = [...small, ...joining];
  return [...alone, { departments: together.map(nameOf).sort(byName), counts: pooled(together) }];
}

/**
 * The sets of departments that every one of some quarters can show: the finest that cut no group of any. The departments
 * of each set are ordered by name.
 */
export function commonSets(quarters: readonly (readonly EmployeeGroup[])[]): string[][] {
  const setOf = new Map<string, Set<string>>();
  for (const { departments } of quarters.flat()) {
    const merged = new Set(departments.flatMap((department) => [department, ...(setOf.get(department) ?? [])]));
    for (const department of merged) setOf.set(department, merged);
  }
  return [...new Set(setOf.values())].map((set) => [...set].sort(byName));
}

/** The groups that a choice of departments consists of; null when it would cut one of them. */
export function chosenGroups(groups: readonly EmployeeGroup[], isChosen: (department: string) => boolean): EmployeeGroup[] | null {
  const chosen = groups.filter(({ departments }) => departments.some(isChosen));
  return chosen.every(({ departments }) => departments.every(isChosen)) ? chosen : null;
}

function nameOf({ departments: [name = ''] }: EmployeeGroup): string {
  return name;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
