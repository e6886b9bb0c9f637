import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const BroadcastParts = graphql(`
  fragment BroadcastParts on Broadcast {
    id name createdAt state closeLoops rootCause action loops recipients sent failed refused uncertain waiting
    startedBy { key name }
    texts { language subject body }
    reasons { reason count }
  }
`);

export const BroadcastsQuery = graphql(`query Broadcasts { workspace { mail } broadcasts { ...BroadcastParts } }`, [BroadcastParts]);
export const BroadcastsLive = graphql(`subscription Broadcasts { broadcasts { ...BroadcastParts } }`, [BroadcastParts]);
export const PauseBroadcast = graphql(`mutation PauseBroadcast($id: ID!) { pauseBroadcast(id: $id) { id state } }`);
export const ResumeBroadcast = graphql(`mutation ResumeBroadcast($id: ID!) { resumeBroadcast(id: $id) { id state } }`);
export const StartBroadcast = graphql(`mutation StartBroadcast($input: BroadcastInput!, $as: ID) { startBroadcast(input: $input, as: $as) { id } }`);

/** Whom a broadcast would reach as of now, and what they would read of the texts that are given. */
export const BroadcastPreviewQuery = graphql(`
  query BroadcastPreview($input: BroadcastInput!) {
    broadcastPreview(input: $input) {
      loops recipients withoutAddress withoutConsent anonymous
      languages { language count covered }
      examples { language subject body to }
    }
  }
`);

/** What a broadcast can begin with, and whether letters leave at all. */
export const BroadcastChoicesQuery = graphql(`
  query BroadcastChoices { workspace { mail } loopSettings { templates { name purpose texts { language subject body } } } }
`);

export type Broadcast = ResultOf<typeof BroadcastsQuery>['broadcasts'][number];
export type BroadcastPreview = ResultOf<typeof BroadcastPreviewQuery>['broadcastPreview'];
export type BroadcastInput = VariablesOf<typeof StartBroadcast>['input'];
export type BroadcastTemplate = ResultOf<typeof BroadcastChoicesQuery>['loopSettings']['templates'][number];
