import type { Metric, PeriodInput } from '#lib/api/documents.ts';
import type { ExplorationInput } from '#lib/api/explore-documents.ts';
import { filterInput, periodInput } from '#lib/filter/filter-input.ts';
import type { ViewFilter, ViewPeriod } from '#lib/filter/view-filter.ts';
import { moveDay, periodDays } from '#lib/filter/view-period.ts';
import type { Against, ExploreView } from './explore-view.ts';
import { groupingInput } from './view-grouping.ts';

/** How many groups of the second grouping stand within each of the first. */
const FIRST_WITHIN = 8;

interface Asked {
  view: ExploreView;
  metrics: Metric[];
  /** Today as `yyyy-MM-dd` in the workspace's zone. */
  today: string;
}

/** The same days a year before, as days of the calendar. */
export function yearBefore(period: ViewPeriod, today: string): { from: string; to: string } {
  const { from, to } = periodDays(period, today);
  return { from: moveDay(from, { months: -12 }), to: moveDay(to, { months: -12 }) };
}

/** The API's period to compare with, where it is not simply the one before. */
export function compareWithOf(against: Against, { period, today }: { period: ViewPeriod; today: string }): PeriodInput | null {
  if (against === 'none' || against === 'before') return null;
  return periodInput(against === 'year' ? yearBefore(period, today) : against);
}

/** Over time a score is compared with itself along the line, and with no other period. */
const isCompared = ({ grain, against }: Pick<ExploreView, 'grain' | 'against'>): boolean => grain === null && against !== 'none';

/** The question of the Compare tab, as the API takes it. */
export function explorationInput(filter: ViewFilter, { view, metrics, today }: Asked): ExplorationInput {
  const compareWith = compareWithOf(view.against, { period: filter.period, today });
  return {
    metrics,
    ...(view.by.length > 0 && { by: view.by.map(groupingInput), first: view.first }),
    ...(view.by.length > 1 && { firstWithin: FIRST_WITHIN }),
    ...(view.grain !== null && { grain: view.grain }),
    ...(view.grain !== null && view.rolling !== null && { rolling: view.rolling }),
    filter: filterInput(filter),
    ...(isCompared(view) && { compare: true }),
    ...(isCompared(view) && compareWith !== null && { compareWith }),
  };
}
