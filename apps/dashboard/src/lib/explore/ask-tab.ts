import type { FeedbackFilterInput, Metric, PeriodInput } from '#lib/api/documents.ts';
import { ExploreQuery, type Exploration, type ExplorationInput } from '#lib/api/explore-documents.ts';
import {
  CohortsQuery,
  DateAttributesQuery,
  DistributionQuery,
  DriversQuery,
  WhyQuery,
  type Cohorts,
  type DateAttribute,
  type Distribution,
  type Drivers,
  type Why,
  type WhyVariables,
} from '#lib/api/insight-documents.ts';
import { request } from '#lib/api/request.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';
import type { ExploreView } from './explore-view.ts';
import { compareWithOf, explorationInput } from './question.ts';
import { groupingInput, isByTheme } from './view-grouping.ts';

type OneMetric = { metric: Metric; filter: FeedbackFilterInput };

/** What a tab asked and what it was answered. Its subscription asks the same again. */
export type TabAnswer =
  | { tab: 'compare'; variables: { question: ExplorationInput }; initial: { explore: Exploration } }
  | { tab: 'why'; variables: WhyVariables; initial: { why: Why } }
  | { tab: 'drivers'; variables: OneMetric; initial: { drivers: Drivers } }
  | { tab: 'cohorts'; dates: DateAttribute[]; variables: CohortsVariables; initial: { cohorts: Cohorts } }
  /** No attribute holds a date: there are no cohorts to show. */
  | { tab: 'cohorts'; dates: []; variables: null; initial: null }
  | { tab: 'distribution'; variables: OneMetric & { compareWith: PeriodInput | null }; initial: { distribution: Distribution } };

export type AnswerOf<Tab extends TabAnswer['tab']> = Extract<TabAnswer, { tab: Tab }>;

interface CohortsVariables extends OneMetric {
  date: string;
  cohort: ExploreView['cohort'];
  since: ExploreView['since'];
}

interface Asked {
  filter: ViewFilter;
  view: ExploreView;
  metrics: Metric[];
  /** Today as `yyyy-MM-dd` in the workspace's zone. */
  today: string;
}

async function askCohorts(fetch: typeof globalThis.fetch, { view, one }: { view: ExploreView; one: OneMetric }): Promise<AnswerOf<'cohorts'>> {
  const { dateAttributes: dates } = await request(fetch, DateAttributesQuery, { filter: one.filter });
  const date = view.date ?? dates[0]?.value;
  if (date === undefined) return { tab: 'cohorts', dates: [], variables: null, initial: null };
  const variables = { ...one, date, cohort: view.cohort, since: view.since };
  return { tab: 'cohorts', dates, variables, initial: await request(fetch, CohortsQuery, variables) };
}

/** Asks what a tab shows. Throws RequestFailed. */
export async function askTab(fetch: typeof globalThis.fetch, { filter, view, metrics, today }: Asked): Promise<TabAnswer> {
  const one = { metric: metrics[0] ?? 'NPS', filter: filterInput(filter) };
  const compareWith = compareWithOf(view.against, { period: filter.period, today });
  switch (view.tab) {
    case 'compare': {
      const variables = { question: explorationInput(filter, { view, metrics, today }) };
      return { tab: 'compare', variables, initial: await request(fetch, ExploreQuery, variables) };
    }
    case 'why': {
      const variables = { ...one, by: groupingInput(view.by.find((one) => !isByTheme(one)) ?? { dimension: 'department' }), compareWith };
      return { tab: 'why', variables, initial: await request(fetch, WhyQuery, variables) };
    }
    case 'drivers':
      return { tab: 'drivers', variables: one, initial: await request(fetch, DriversQuery, one) };
    case 'cohorts':
      return askCohorts(fetch, { view, one });
    case 'distribution': {
      const variables = { ...one, compareWith };
      return { tab: 'distribution', variables, initial: await request(fetch, DistributionQuery, variables) };
    }
  }
}
