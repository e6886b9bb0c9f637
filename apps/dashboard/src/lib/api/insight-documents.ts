import { ChangeParts, EstimateParts, MetricParts } from './documents.ts';
import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const WhyGroupParts = graphql(
  `
    fragment WhyGroupParts on WhyGroup {
      key share previousShare mix rate effect verdict
      now { ...EstimateParts }
      before { ...EstimateParts }
    }
  `,
  [EstimateParts],
);
const WhyParts = graphql(
  `
    fragment WhyParts on Why {
      metric { ...MetricParts }
      grouping { dimension attribute }
      period { from to }
      previousPeriod { from to }
      now { ...EstimateParts }
      change { ...ChangeParts }
      mix rate
      groups { ...WhyGroupParts }
      other { ...WhyGroupParts }
      otherGroups
      asOf
    }
  `,
  [MetricParts, EstimateParts, ChangeParts, WhyGroupParts],
);
export const WhyQuery = graphql(
  `
    query Why($metric: Metric!, $by: GroupingInput!, $filter: FeedbackFilterInput, $compareWith: PeriodInput) {
      why(metric: $metric, by: $by, filter: $filter, compareWith: $compareWith) { ...WhyParts }
    }
  `,
  [WhyParts],
);
export const WhyLive = graphql(
  `
    subscription Why($metric: Metric!, $by: GroupingInput!, $filter: FeedbackFilterInput, $compareWith: PeriodInput) {
      why(metric: $metric, by: $by, filter: $filter, compareWith: $compareWith) { ...WhyParts }
    }
  `,
  [WhyParts],
);

const DriversParts = graphql(
  `
    fragment DriversParts on Drivers {
      metric { ...MetricParts }
      period { from to }
      tested tooSmall
      groupings { grouping { dimension attribute } effect low high adjustedP clear groups n }
      groups {
        grouping { dimension attribute }
        key name difference low high adjustedP clear
        estimate { ...EstimateParts }
        rest { ...EstimateParts }
      }
      asOf
    }
  `,
  [MetricParts, EstimateParts],
);
export const DriversQuery = graphql(
  `query Drivers($metric: Metric!, $filter: FeedbackFilterInput) { drivers(metric: $metric, filter: $filter) { ...DriversParts } }`,
  [DriversParts],
);
export const DriversLive = graphql(
  `subscription Drivers($metric: Metric!, $filter: FeedbackFilterInput) { drivers(metric: $metric, filter: $filter) { ...DriversParts } }`,
  [DriversParts],
);

const CohortsParts = graphql(
  `
    fragment CohortsParts on Cohorts {
      metric { ...MetricParts }
      date cohort since undated beforeStart
      cohorts { start n cells { since estimate { ...EstimateParts } } }
      asOf
    }
  `,
  [MetricParts, EstimateParts],
);
export const CohortsQuery = graphql(
  `
    query Cohorts($metric: Metric!, $date: String!, $cohort: Grain, $since: Grain, $filter: FeedbackFilterInput) {
      cohorts(metric: $metric, date: $date, cohort: $cohort, since: $since, filter: $filter) { ...CohortsParts }
    }
  `,
  [CohortsParts],
);
export const CohortsLive = graphql(
  `
    subscription Cohorts($metric: Metric!, $date: String!, $cohort: Grain, $since: Grain, $filter: FeedbackFilterInput) {
      cohorts(metric: $metric, date: $date, cohort: $cohort, since: $since, filter: $filter) { ...CohortsParts }
    }
  `,
  [CohortsParts],
);
export const DateAttributesQuery = graphql(`
  query DateAttributes($filter: FeedbackFilterInput) { dateAttributes(filter: $filter) { value n } }
`);

const DistributionParts = graphql(
  `
    fragment DistributionParts on Distribution {
      metric { ...MetricParts }
      period { from to }
      n excluded
      answers { answer upTo band n share low high previousShare }
      asOf
    }
  `,
  [MetricParts],
);
export const DistributionQuery = graphql(
  `
    query Distribution($metric: Metric!, $filter: FeedbackFilterInput, $compareWith: PeriodInput) {
      distribution(metric: $metric, filter: $filter, compareWith: $compareWith) { ...DistributionParts }
    }
  `,
  [DistributionParts],
);
export const DistributionLive = graphql(
  `
    subscription Distribution($metric: Metric!, $filter: FeedbackFilterInput, $compareWith: PeriodInput) {
      distribution(metric: $metric, filter: $filter, compareWith: $compareWith) { ...DistributionParts }
    }
  `,
  [DistributionParts],
);

export type Why = ResultOf<typeof WhyQuery>['why'];
export type WhyGroup = Why['groups'][number];
export type WhyVariables = VariablesOf<typeof WhyQuery>;
export type Drivers = ResultOf<typeof DriversQuery>['drivers'];
export type DriverGrouping = Drivers['groupings'][number];
export type DriverGroup = Drivers['groups'][number];
export type Cohorts = ResultOf<typeof CohortsQuery>['cohorts'];
export type DateAttribute = ResultOf<typeof DateAttributesQuery>['dateAttributes'][number];
export type Distribution = ResultOf<typeof DistributionQuery>['distribution'];
