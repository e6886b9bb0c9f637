import { graphql, type ResultOf } from './graphql.ts';

const InboxViewParts = graphql(`fragment InboxViewParts on InboxView { name version queue filter sort }`);
export const InboxViewsQuery = graphql(`query InboxViews { inboxViews { ...InboxViewParts } }`, [InboxViewParts]);
export const InboxViewsLive = graphql(`subscription InboxViews { inboxViews { ...InboxViewParts } }`, [InboxViewParts]);
export const SaveInboxView = graphql(
  `
    mutation SaveInboxView($name: String!, $queue: InboxQueue!, $filter: JSONObject, $sort: LoopSort!, $version: Int) {
      saveInboxView(name: $name, queue: $queue, filter: $filter, sort: $sort, version: $version) { ...InboxViewParts }
    }
  `,
  [InboxViewParts],
);
export const RenameInboxView = graphql(`mutation RenameInboxView($name: String!, $to: String!, $version: Int) { renameInboxView(name: $name, to: $to, version: $version) { ...InboxViewParts } }`, [InboxViewParts]);
export const RemoveInboxView = graphql(`mutation RemoveInboxView($name: String!) { removeInboxView(name: $name) }`);

export type SavedInbox = ResultOf<typeof InboxViewsQuery>['inboxViews'][number];
