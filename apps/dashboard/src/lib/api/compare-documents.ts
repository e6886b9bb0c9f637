import { EstimateParts, MetricParts } from './documents.ts';
import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const SideParts = graphql(
  `
    fragment SideParts on ThemesSide {
      comments read
      period { from to }
      total { ...EstimateParts }
    }
  `,
  [EstimateParts],
);
const SideFiguresParts = graphql(
  `
    fragment SideFiguresParts on ThemeFigures {
      comments
      share { value low high }
      estimate { ...EstimateParts }
      impact { value low high clear }
      sentiment { ...EstimateParts }
    }
  `,
  [EstimateParts],
);
const DifferenceParts = graphql(`fragment DifferenceParts on ThemeDifference { value low high adjustedP verdict }`);
const ComparisonParts = graphql(
  `
    fragment ComparisonParts on ThemesComparison {
      asOf compared
      metric { ...MetricParts }
      side { ...SideParts }
      with { ...SideParts }
      themes {
        theme { id name parent pinned hidden telling }
        side { ...SideFiguresParts }
        with { ...SideFiguresParts }
        share { ...DifferenceParts }
        score { ...DifferenceParts }
        impact { ...DifferenceParts }
        sentiment { ...DifferenceParts }
      }
    }
  `,
  [MetricParts, SideParts, SideFiguresParts, DifferenceParts],
);

export const ThemesComparedQuery = graphql(
  `query ThemesCompared($filter: FeedbackFilterInput, $with: FeedbackFilterInput, $compareWith: PeriodInput, $metric: Metric, $by: ThemeMeasure, $grouped: Boolean) {
    themesCompared(filter: $filter, with: $with, compareWith: $compareWith, metric: $metric, by: $by, grouped: $grouped, first: 200) { ...ComparisonParts }
  }`,
  [ComparisonParts],
);
export const ThemesComparedLive = graphql(
  `subscription ThemesCompared($filter: FeedbackFilterInput, $with: FeedbackFilterInput, $compareWith: PeriodInput, $metric: Metric, $by: ThemeMeasure, $grouped: Boolean) {
    themesCompared(filter: $filter, with: $with, compareWith: $compareWith, metric: $metric, by: $by, grouped: $grouped, first: 200) { ...ComparisonParts }
  }`,
  [ComparisonParts],
);

export type ThemesComparedVariables = VariablesOf<typeof ThemesComparedQuery>;
export type ThemesComparison = ResultOf<typeof ThemesComparedQuery>['themesCompared'];
export type ComparedTheme = ThemesComparison['themes'][number];
export type ThemeDifference = ComparedTheme['share'];
export type ThemeMeasure = NonNullable<ThemesComparedVariables['by']>;
