import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const QuantileParts = graphql(`fragment QuantileParts on LoopQuantile { value low high }`);
export const FigureParts = graphql(
  `
    fragment FigureParts on LoopFigures {
      opened open atRisk breached waiting closed legs
      durations { measure n reached enough median { ...QuantileParts } p90 { ...QuantileParts } otherClockMedian { ...QuantileParts } closedOnlyMedian }
      rates { name value low high n hits enough }
      funnel { stage count }
      held { calendar working }
      heldWaiting { calendar working }
    }
  `,
  [QuantileParts],
);
const AnswerParts = graphql(
  `
    fragment AnswerParts on LoopAnswer {
      asOf clock by otherGroups
      period { from to }
      previousPeriod { from to }
      groups { key figures { ...FigureParts } change { state p difference } }
      other { key figures { ...FigureParts } }
      total { key figures { ...FigureParts } change { state p difference } }
      difference { chiSquare degreesOfFreedom p }
    }
  `,
  [FigureParts],
);
const CurveParts = graphql(`
  fragment CurveParts on CloseCurves {
    asOf measure clock
    curves { key n time closed low high atRisk censoredAt }
  }
`);

export const DepartmentsQuery = graphql(
  `
    query Departments($filter: LoopFilterInput, $by: LoopGrouping, $clock: LoopClock) {
      departments(filter: $filter, by: $by, clock: $clock) { ...AnswerParts }
    }
  `,
  [AnswerParts],
);
export const DepartmentsLive = graphql(
  `
    subscription Departments($filter: LoopFilterInput, $by: LoopGrouping, $clock: LoopClock) {
      departments(filter: $filter, by: $by, clock: $clock) { ...AnswerParts }
    }
  `,
  [AnswerParts],
);
export const CloseCurveQuery = graphql(
  `
    query CloseCurve($filter: LoopFilterInput, $by: LoopGrouping, $measure: LoopMeasure, $clock: LoopClock) {
      closeCurve(filter: $filter, by: $by, measure: $measure, clock: $clock) { ...CurveParts }
    }
  `,
  [CurveParts],
);
export const CloseCurveLive = graphql(
  `
    subscription CloseCurve($filter: LoopFilterInput, $by: LoopGrouping, $measure: LoopMeasure, $clock: LoopClock) {
      closeCurve(filter: $filter, by: $by, measure: $measure, clock: $clock) { ...CurveParts }
    }
  `,
  [CurveParts],
);

export type DepartmentsAnswer = ResultOf<typeof DepartmentsQuery>['departments'];
export type LoopGroup = DepartmentsAnswer['groups'][number];
export type LoopFigures = LoopGroup['figures'];
export type LoopDuration = LoopFigures['durations'][number];
export type LoopRate = LoopFigures['rates'][number];
export type Quantile = LoopDuration['median'];
export type LoopMeasure = LoopDuration['measure'];
export type LoopClock = DepartmentsAnswer['clock'];
export type LoopGrouping = DepartmentsAnswer['by'];
export type CloseCurves = ResultOf<typeof CloseCurveQuery>['closeCurve'];
export type LoopFilterInput = NonNullable<VariablesOf<typeof DepartmentsQuery>['filter']>;
