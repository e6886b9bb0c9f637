import { ChangeParts, EstimateParts, MetricParts, VolumeParts } from './documents.ts';
import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const CellParts = graphql(
  `
    fragment CellParts on ExplorationCell {
      estimate { ...EstimateParts }
      change { ...ChangeParts }
      value low high n
    }
  `,
  [EstimateParts, ChangeParts],
);
const ExplorationParts = graphql(
  `
    fragment ExplorationParts on Exploration {
      metrics { ...MetricParts }
      by { dimension attribute }
      grain rolling
      period { from to }
      previousPeriod { from to }
      buckets { from to }
      rows { keys names pooled cells { ...CellParts } }
      total { cells { ...CellParts } }
      asOf
    }
  `,
  [MetricParts, CellParts],
);

export const ExploreQuery = graphql(
  `query Explore($question: ExplorationInput!) { explore(question: $question) { ...ExplorationParts } }`,
  [ExplorationParts],
);
export const ExploreLive = graphql(
  `subscription Explore($question: ExplorationInput!) { explore(question: $question) { ...ExplorationParts } }`,
  [ExplorationParts],
);

/** What stands around any question: which metrics were answered, and what people keep for later. */
export const ExploreFrameQuery = graphql(
  `
    query ExploreFrame($filter: FeedbackFilterInput) {
      volume(filter: $filter) { ...VolumeParts }
      savedViews { name question display }
    }
  `,
  [VolumeParts],
);
export const SavedFiltersQuery = graphql(`query SavedFilters { savedFilters { name description } }`);
export const AttributeKeysQuery = graphql(`
  query AttributeKeys($filter: FeedbackFilterInput) { attributeKeys(filter: $filter, first: 100) { value n } }
`);
export const AttributeValuesQuery = graphql(`
  query AttributeValues($key: String!, $filter: FeedbackFilterInput, $search: String) {
    attributeValues(key: $key, filter: $filter, search: $search, first: 50) { value n }
  }
`);
export const SaveView = graphql(`
  mutation SaveView($name: String!, $question: JSONObject!, $display: Display) {
    saveView(name: $name, question: $question, display: $display) { name question display }
  }
`);
export const RemoveView = graphql(`mutation RemoveView($name: String!) { removeView(name: $name) }`);

export type Exploration = ResultOf<typeof ExploreQuery>['explore'];
export type ExplorationRow = Exploration['rows'][number];
export type ExplorationCell = ExplorationRow['cells'][number];
export type ExplorationInput = VariablesOf<typeof ExploreQuery>['question'];
export type ExploreFrame = ResultOf<typeof ExploreFrameQuery>;
export type SavedView = ExploreFrame['savedViews'][number];
export type Display = SavedView['display'];
