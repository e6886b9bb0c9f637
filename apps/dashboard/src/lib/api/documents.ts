import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

export const EstimateParts = graphql(`
  fragment EstimateParts on Estimate { value low high n excluded enough }
`);
export const ChangeParts = graphql(
  `
    fragment ChangeParts on Change {
      value low high verdict
      previous { ...EstimateParts }
      previousPeriod { from to }
    }
  `,
  [EstimateParts],
);
export const MetricParts = graphql(`
  fragment MetricParts on MetricDefinition { metric unit better min max minimumSample }
`);
const ScoreParts = graphql(
  `
    fragment ScoreParts on Score {
      metric { ...MetricParts }
      period { from to }
      estimate { ...EstimateParts }
      change { ...ChangeParts }
      target { value status }
      asOf
    }
  `,
  [MetricParts, EstimateParts, ChangeParts],
);
export const TrendParts = graphql(
  `
    fragment TrendParts on Trend {
      metric { ...MetricParts }
      period { from to }
      grain rolling from to value low high n excluded matched asOf
    }
  `,
  [MetricParts],
);
const BreakdownParts = graphql(
  `
    fragment BreakdownParts on Breakdown {
      metric { ...MetricParts }
      groups { key estimate { ...EstimateParts } change { ...ChangeParts } }
      other { ...EstimateParts }
      otherGroups
      total { ...EstimateParts }
      asOf
    }
  `,
  [MetricParts, EstimateParts, ChangeParts],
);
export const VolumeParts = graphql(`
  fragment VolumeParts on Volume { matched comments metrics { metric { metric } n } asOf }
`);
const WorkspaceParts = graphql(`
  fragment WorkspaceParts on Workspace { name timeZone sampleData localMode role version feedbackCount }
`);

export const WorkspaceQuery = graphql(
  `
    query Workspace {
      workspace { ...WorkspaceParts }
      departments: dimensionValues(dimension: DEPARTMENT, first: 50) { value }
      alerts(first: 1) { unread }
    }
  `,
  [WorkspaceParts],
);
export const ServiceLive = graphql(`subscription Service { service { release database since } }`);
export const WorkspaceLive = graphql(`subscription Workspace { workspace { ...WorkspaceParts } }`, [WorkspaceParts]);

export const VolumeQuery = graphql(`query Volume($filter: FeedbackFilterInput) { volume(filter: $filter) { ...VolumeParts } }`, [
  VolumeParts,
]);
export const VolumeLive = graphql(
  `subscription Volume($filter: FeedbackFilterInput) { volume(filter: $filter) { ...VolumeParts } }`,
  [VolumeParts],
);

/** From when to when there is feedback at all, for whoever looks at a period without any. */
export const ReachQuery = graphql(`query Reach($filter: FeedbackFilterInput) { volume(filter: $filter) { earliest latest } }`);

export const OverviewQuery = graphql(
  `
    query Overview($filter: FeedbackFilterInput!, $csat: Metric!, $metric: Metric!, $grain: Grain, $rolling: Int) {
      nps: score(metric: NPS, filter: $filter) { ...ScoreParts }
      csat: score(metric: $csat, filter: $filter) { ...ScoreParts }
      ces: score(metric: CES, filter: $filter) { ...ScoreParts }
      trend(metric: $metric, filter: $filter, grain: $grain, rolling: $rolling) { ...TrendParts }
      breakdown(metric: $metric, by: DEPARTMENT, filter: $filter, first: 12) { ...BreakdownParts }
    }
  `,
  [ScoreParts, TrendParts, BreakdownParts],
);
/** What employees said in the last quarter that is over: their numbers stand still so that nobody can be told from the rest. */
export const EmployeesQuery = graphql(
  `query Employees { score(metric: ENPS, filter: { period: { last: { count: 1, unit: QUARTER, complete: true } } }) { ...ScoreParts } }`,
  [ScoreParts],
);
export const ScoreLive = graphql(
  `subscription Score($metric: Metric!, $filter: FeedbackFilterInput) { score(metric: $metric, filter: $filter) { ...ScoreParts } }`,
  [ScoreParts],
);
export const TrendLive = graphql(
  `
    subscription Trend($metric: Metric!, $filter: FeedbackFilterInput!, $grain: Grain, $rolling: Int) {
      trend(metric: $metric, filter: $filter, grain: $grain, rolling: $rolling) { ...TrendParts }
    }
  `,
  [TrendParts],
);
export const BreakdownLive = graphql(
  `
    subscription Breakdown($metric: Metric!, $filter: FeedbackFilterInput) {
      breakdown(metric: $metric, by: DEPARTMENT, filter: $filter, first: 12) { ...BreakdownParts }
    }
  `,
  [BreakdownParts],
);
/** What "copy query" gives for the two charts: the same question as the screen's, ready for the query console. */
export const TrendQuery = graphql(
  `
    query Trend($metric: Metric!, $filter: FeedbackFilterInput!, $grain: Grain, $rolling: Int) {
      trend(metric: $metric, filter: $filter, grain: $grain, rolling: $rolling) { ...TrendParts }
    }
  `,
  [TrendParts],
);
export const BreakdownQuery = graphql(
  `
    query Breakdown($metric: Metric!, $filter: FeedbackFilterInput) {
      breakdown(metric: $metric, by: DEPARTMENT, filter: $filter, first: 12) { ...BreakdownParts }
    }
  `,
  [BreakdownParts],
);

export const FeedbackQuery = graphql(`
  query Feedback($filter: FeedbackFilterInput, $first: Int!, $after: String, $customers: Boolean!) {
    feedback(filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id source occurredAt department channel product region segment language
          nps csat csatScale ces cesScale cesVersion comment anonymous contactRequested
          attributes { key value }
          customer @include(if: $customers) { name }
        }
      }
    }
  }
`);
export const DimensionValuesQuery = graphql(`
  query DimensionValues($dimension: Dimension!, $filter: FeedbackFilterInput, $search: String) {
    dimensionValues(dimension: $dimension, filter: $filter, search: $search, first: 50) { value n }
  }
`);
export const SubmitFeedback = graphql(`
  mutation SubmitFeedback($input: FeedbackInput!) {
    submitFeedback(input: $input) { status refusals { column kind reason } }
  }
`);
export const ClearSampleData = graphql(`mutation ClearSampleData { clearSampleData { sampleData feedbackCount } }`);

/** Sets or, with null, clears the value that a metric should reach. */
export const SetTarget = graphql(`mutation SetTarget($metric: Metric!, $value: Float) { setTarget(metric: $metric, value: $value) { metric target } }`);

export type Workspace = ResultOf<typeof WorkspaceQuery>['workspace'];
export type Reach = ResultOf<typeof ReachQuery>['volume'];
export type Overview = ResultOf<typeof OverviewQuery>;
export type Score = Overview['nps'];
export type Trend = Overview['trend'];
export type Breakdown = Overview['breakdown'];
export type Estimate = Score['estimate'];
export type Change = NonNullable<Score['change']>;
export type MetricInfo = Score['metric'];
export type Metric = MetricInfo['metric'];
export type Unit = MetricInfo['unit'];
export type Grain = Trend['grain'];
export type FeedbackItem = ResultOf<typeof FeedbackQuery>['feedback']['edges'][number]['node'];
export type FeedbackFilterInput = NonNullable<VariablesOf<typeof VolumeQuery>['filter']>;
export type PeriodInput = NonNullable<FeedbackFilterInput['period']>;
export type PeriodUnit = NonNullable<PeriodInput['toDate']>;
export type Dimension = VariablesOf<typeof DimensionValuesQuery>['dimension'];
