import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const PersonParts = graphql(`fragment PersonParts on LoopPerson { key name }`);
const DueParts = graphql(`fragment DueParts on LoopDue { target at riskAt status }`);

/** One loop as a list shows it. */
const LoopRowParts = graphql(
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
export type LoopWorkspace = ResultOf<typeof LoopChoicesQuery>['workspace'];
export type LoopDue = NonNullable<LoopItem['due']>;
export type LoopSort = VariablesOf<typeof LoopsQuery>['sort'];
export type LoopCommandInput = VariablesOf<typeof CommandLoops>['command'];

const TimeParts = graphql(`fragment TimeParts on LoopTime { calendar working }`);
const LoopParts = graphql(
  `
    fragment LoopParts on Loop {
      ...LoopRowParts
      openedBy externalId firstDepartment product region segment source preferredTime escalated
      acknowledgedAt contactedAt resolvedAt toldAt confirmedAt rejectedAt
      rootCause action outcome notToldReason mergedInto recovery undoable possible
      watchers { ...PersonParts }
      targets { target milliseconds clock dueAt met }
      durations { measure calendar working running }
      waiting { ...TimeParts }
      legs { department from to held { ...TimeParts } waiting { ...TimeParts } }
      history {
        version type at actor note undone department way rootCause action outcome reason escalation target loop message score recovery priority
        by { ...PersonParts }
        owner { ...PersonParts }
      }
      messages { id purpose status incoming language subject body at sentAt attempts failure }
      feedback { id occurredAt source channel department comment language nps csat csatScale ces cesScale cesVersion attributes { key value } }
      customer {
        id name email phone mayContact
        loops(first: 20) { id state department openedAt closedAt }
        feedback(first: 20) { id occurredAt comment language nps csat csatScale ces cesScale cesVersion source }
      }
    }
  `,
  [LoopRowParts, PersonParts, TimeParts],
);
export const LoopQuery = graphql(`query Loop($id: ID!) { loop(id: $id) { ...LoopParts } }`, [LoopParts]);
export const LoopLive = graphql(`subscription Loop($id: ID!) { loop(id: $id) { ...LoopParts } }`, [LoopParts]);
export const CommandLoop = graphql(
  `
    mutation CommandLoop($id: ID!, $command: LoopCommandInput!, $expected: Int, $as: ID) {
      commandLoop(id: $id, command: $command, expected: $expected, as: $as) { ...LoopParts }
    }
  `,
  [LoopParts],
);
/** Opens a loop by hand, about feedback or about a customer. */
export const OpenLoop = graphql(`mutation OpenLoop($input: OpenLoopInput!, $as: ID) { openLoop(input: $input, as: $as) { id department } }`);
export const MergeLoops = graphql(`mutation MergeLoops($id: ID!, $into: ID!, $as: ID) { mergeLoops(id: $id, into: $into, as: $as) { id } }`);

export type Loop = NonNullable<ResultOf<typeof LoopQuery>['loop']>;
export type LoopEvent = Loop['history'][number];
export type LoopCommandName = Loop['possible'][number];
export type LoopMessage = Loop['messages'][number];

/** A letter as the customer would get it. */
export const PreviewMessage = graphql(`
  query PreviewMessage($loop: ID!, $template: String) {
    previewMessage(loop: $loop, template: $template) { language subject body to problem }
  }
`);
/** Sends a letter again that failed, or of which nobody knows whether it arrived. */
export const RetryMessage = graphql(`mutation RetryMessage($id: ID!, $as: ID) { retryMessage(id: $id, as: $as) { id status } }`);

export const CustomerQuery = graphql(`
  query Customer($id: ID!) {
    customer(id: $id) {
      id name email phone mayContact
      loops(first: 200) { id state department priority rule openedAt closedAt outcome recovery owner { name } }
      feedback(first: 200) { id occurredAt source channel department language nps csat csatScale ces cesScale cesVersion comment loops { id state department } }
    }
  }
`);
export type Customer = NonNullable<ResultOf<typeof CustomerQuery>['customer']>;
