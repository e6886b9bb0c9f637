import { ChangeParts, EstimateParts, MetricParts } from './documents.ts';
import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const ThemeParts = graphql(`
  fragment ThemeParts on Theme {
    id name named description parent pinned hidden origin language telling examples department dueOn createdAt into
    words { language phrases }
    owner { key name }
    spike { since comments hours expected people falseAlarms }
  }
`);
const FiguresParts = graphql(
  `
    fragment FiguresParts on ThemeFigures {
      theme { ...ThemeParts }
      comments
      share { value low high }
      shareChange { ...ChangeParts }
      estimate { ...EstimateParts }
      change { ...ChangeParts }
      impact { value low high clear additive }
      sentiment { ...EstimateParts }
    }
  `,
  [ThemeParts, ChangeParts, EstimateParts],
);
const ThemesParts = graphql(
  `
    fragment ThemesParts on ThemesAnswer {
      asOf comments readable withoutTheme unread formula
      metric { ...MetricParts }
      period { from to }
      previousPeriod { from to }
      total { ...EstimateParts }
      themes { ...FiguresParts }
      recurring { word comments }
    }
  `,
  [MetricParts, EstimateParts, FiguresParts],
);
const ThemeAnswerParts = graphql(
  `
    fragment ThemeAnswerParts on ThemeAnswer {
      asOf comments formula
      metric { ...MetricParts }
      period { from to }
      total { ...EstimateParts }
      figures { ...FiguresParts }
      concentration { key comments mentions share elsewhere p grouping { dimension attribute } }
    }
  `,
  [MetricParts, EstimateParts, FiguresParts],
);
const ProposedParts = graphql(`fragment ProposedParts on ProposedTheme { name comments telling examples { id comment language } }`);
const StateParts = graphql(
  `
    fragment StateParts on ThemesState {
      asOf model excludedWords
      embedder { model problem groupedLocally }
      themes { ...ThemeParts }
      proposals { id kind at firstSeen recent expected people hours falseAlarms themes { id name } becomes { ...ProposedParts } }
      job { kind step done of startedAt }
      lastJob { kind endedAt comments made problem }
    }
  `,
  [ThemeParts, ProposedParts],
);

export const ThemesQuery = graphql(
  `query Themes($filter: FeedbackFilterInput, $metric: Metric, $grouped: Boolean, $asThen: Boolean) { themes(filter: $filter, metric: $metric, grouped: $grouped, asThen: $asThen) { ...ThemesParts } }`,
  [ThemesParts],
);
export const ThemesLive = graphql(
  `subscription Themes($filter: FeedbackFilterInput, $metric: Metric, $grouped: Boolean, $asThen: Boolean) { themes(filter: $filter, metric: $metric, grouped: $grouped, asThen: $asThen) { ...ThemesParts } }`,
  [ThemesParts],
);
export const ThemeQuery = graphql(
  `query Theme($id: ID!, $filter: FeedbackFilterInput, $metric: Metric) { theme(id: $id, filter: $filter, metric: $metric) { ...ThemeAnswerParts } }`,
  [ThemeAnswerParts],
);
export const ThemeLive = graphql(
  `subscription Theme($id: ID!, $filter: FeedbackFilterInput, $metric: Metric) { theme(id: $id, filter: $filter, metric: $metric) { ...ThemeAnswerParts } }`,
  [ThemeAnswerParts],
);
export const ThemesStateQuery = graphql(`query ThemesState { themesState { ...StateParts } }`, [StateParts]);
/** What themes are called, for a filter that names them. */
export const ThemeNamesQuery = graphql(`query ThemeNames { themesState { themes { id name hidden } } }`);
export const ThemesStateLive = graphql(`subscription ThemesState { themesState { ...StateParts } }`, [StateParts]);

export const ThemeCommentsQuery = graphql(`
  query ThemeComments($theme: ID!, $filter: FeedbackFilterInput, $order: ThemeCommentOrder, $first: Int, $after: String, $customers: Boolean!) {
    themeComments(theme: $theme, filter: $filter, order: $order, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id confirmed probability copies
          telling { start end }
          themes { id name }
          feedback {
            id occurredAt department channel language nps csat csatScale ces cesScale cesVersion comment anonymous
            customer @include(if: $customers) { id name }
          }
        }
      }
    }
  }
`);
export const ThemeEditsQuery = graphql(`query ThemeEdits($id: ID) { themeEdits(id: $id) { version type at by detail undoable } }`);

export const CreateTheme = graphql(`mutation CreateTheme($input: NewThemeInput!) { createTheme(input: $input) { ...ThemeParts } }`, [ThemeParts]);
export const ChangeTheme = graphql(`mutation ChangeTheme($id: ID!, $change: ThemeChangeInput!) { changeTheme(id: $id, change: $change) { ...ThemeParts } }`, [ThemeParts]);
export const MergeThemes = graphql(`mutation MergeThemes($ids: [ID!]!, $into: ID!) { mergeThemes(ids: $ids, into: $into) { id name } }`);
export const PreviewSplit = graphql(`mutation PreviewSplit($id: ID!) { previewThemeSplit(id: $id) { ...ProposedParts } }`, [ProposedParts]);
export const SplitTheme = graphql(`mutation SplitTheme($id: ID!, $parts: [SplitPartInput!]!) { splitTheme(id: $id, parts: $parts) { id name } }`);
export const TeachTheme = graphql(`mutation TeachTheme($feedback: [ID!]!, $theme: ID) { teachTheme(feedback: $feedback, theme: $theme) }`);
export const AnswerProposal = graphql(`mutation AnswerProposal($id: ID!, $accept: Boolean!) { answerThemeProposal(id: $id, accept: $accept) }`);
export const UndoThemeEdit = graphql(`mutation UndoThemeEdit($version: Int!) { undoThemeEdit(version: $version) }`);
export const ImportThemes = graphql(`mutation ImportThemes($text: String!, $format: ThemeFileFormat) { importThemes(text: $text, format: $format) { id name } }`);
export const ExcludeWords = graphql(`mutation ExcludeWords($words: [String!]!) { excludeThemeWords(words: $words) }`);
export const DiscoverThemes = graphql(`mutation DiscoverThemes($granularity: ThemeGranularity) { discoverThemes(granularity: $granularity) { job { kind } } }`);
export const RefitThemes = graphql(`mutation RefitThemes { refitThemes { job { kind } } }`);
export const CancelThemeJob = graphql(`mutation CancelThemeJob { cancelThemeJob { job { kind } } }`);

export type ThemesAnswer = ResultOf<typeof ThemesQuery>['themes'];
export type ThemeFigures = ThemesAnswer['themes'][number];
export type Theme = ThemeFigures['theme'];
export type ThemeImpact = ThemeFigures['impact'];
export type ThemeAnswer = ResultOf<typeof ThemeQuery>['theme'];
export type ThemesState = ResultOf<typeof ThemesStateQuery>['themesState'];
export type ThemeProposal = ThemesState['proposals'][number];
export type ProposedTheme = ThemeProposal['becomes'][number];
export type ThemeComment = ResultOf<typeof ThemeCommentsQuery>['themeComments']['edges'][number]['node'];
export type ThemeCommentOrder = NonNullable<VariablesOf<typeof ThemeCommentsQuery>['order']>;
export type ThemeGranularity = NonNullable<VariablesOf<typeof DiscoverThemes>['granularity']>;
export type ThemeChange = VariablesOf<typeof ChangeTheme>['change'];
export type ThemeEdit = ResultOf<typeof ThemeEditsQuery>['themeEdits'][number];
