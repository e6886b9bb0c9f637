import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const PersonParts = graphql(`fragment PersonParts on LoopPerson { key name }`);
const DueParts = graphql(`fragment DueParts on LoopDue { target at riskAt status }`);

/** One loop as a list shows it. */
export const LoopRowParts = graphql(
  `
    fragment LoopRowParts on Loop {
      id version state openedAt changedAt department priority rule band channel language contactRequested anonymous
      waitingSince closedAt feedbackCount reopened
      owner { ...PersonParts }
      due { ...DueParts }
      customer { id name }
      feedback { id comment language nps csat csatScale ces cesScale cesVersion }
    }
  `,
  [PersonParts, DueParts],
);

export const LoopsQuery = graphql(
  `
    query Loops($filter: LoopFilterInput, $sort: LoopSort!, $first: Int!, $after: String) {
      loops(filter: $filter, sort: $sort, first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { node { ...LoopRowParts } }
      }
    }
  `,
  [LoopRowParts],
);
export const LoopsLive = graphql(
  `
    subscription Loops($filter: LoopFilterInput, $sort: LoopSort!, $first: Int!) {
      loops(filter: $filter, sort: $sort, first: $first) {
        asOf
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { node { ...LoopRowParts } }
      }
    }
  `,
  [LoopRowParts],
);
const CountParts = graphql(`fragment CountParts on LoopCounts { open unassigned atRisk breached waiting toTell mine asOf }`);
export const LoopCountsQuery = graphql(`query LoopCounts($filter: LoopFilterInput, $as: ID) { loopCounts(filter: $filter, as: $as) { ...CountParts } }`, [CountParts]);
export const LoopCountsLive = graphql(`subscription LoopCounts($filter: LoopFilterInput, $as: ID) { loopCounts(filter: $filter, as: $as) { ...CountParts } }`, [CountParts]);

/** What the Loops pages need to know of the settings: whom a loop can be given to, and what can be chosen. */
export const LoopChoicesQuery = graphql(`
  query LoopChoices {
    workspace { person { key name } localMode role }
    loopSettings {
      departments { name }
      people { key name departments available }
      rules { name }
      rootCauses { name retired }
      actions { name retired }
      templates { name purpose texts { language } }
    }
  }
`);

export const CommandLoops = graphql(`
  mutation CommandLoops($ids: [ID!]!, $command: LoopCommandInput!, $as: ID) {
    commandLoops(ids: $ids, command: $command, as: $as) { id code message loop { id version state } }
  }
`);

export type LoopsPage = ResultOf<typeof LoopsQuery>['loops'];
export type LoopItem = LoopsPage['edges'][number]['node'];
export type LoopCounts = ResultOf<typeof LoopCountsQuery>['loopCounts'];
export type LoopChoices = ResultOf<typeof LoopChoicesQuery>['loopSettings'];
export type LoopDue = NonNullable<LoopItem['due']>;
export type LoopStateName = LoopItem['state'];
export type LoopSort = VariablesOf<typeof LoopsQuery>['sort'];
export type LoopCommandInput = VariablesOf<typeof CommandLoops>['command'];
