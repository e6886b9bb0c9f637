import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const EvidenceParts = graphql(`
  fragment EvidenceParts on AlertEvidence {
    __typename
    ... on AlertScoreDown { metric department value previous low high n previousN from to }
    ... on AlertThemeSpiking { name count expected growth from to }
    ... on AlertLoops { department loops }
    ... on AlertSourceSilent { source silentMs usualMs expected }
    ... on AlertWebhookOff { webhook }
  }
`);
const AlertParts = graphql(`fragment AlertParts on Alert { id rule kind state path raisedAt times acknowledgedAt acknowledgedBy { key name } note overAt unread evidence { ...EvidenceParts } }`, [EvidenceParts]);
const AlertsParts = graphql(`fragment AlertsParts on Alerts { asOf version open unread hasNextPage endCursor alerts { ...AlertParts } }`, [AlertParts]);
const AlertRuleParts = graphql(`
  fragment AlertRuleParts on AlertRule {
    name kind enabled metric filter days departments eachDepartment threshold minimumSample recipients mail webhooks repeatAfterHours version
    quietHours { from to days }
  }
`);
const WebhookParts = graphql(`fragment WebhookParts on Webhook { name url host enabled off offAt hasSecret previousSecretUntil deliveredAt failingSince rules version }`);

export const AlertsQuery = graphql(`query Alerts($states: [AlertState!], $first: Int!) { alerts(states: $states, first: $first) { ...AlertsParts } }`, [AlertsParts]);
export const AlertsLive = graphql(`subscription Alerts($states: [AlertState!], $first: Int!) { alerts(states: $states, first: $first) { ...AlertsParts } }`, [AlertsParts]);
/** How many wait for the reader: the number at the entry of the rail. */
export const AlertCountLive = graphql(`subscription AlertCount { alerts(first: 1) { unread } }`);
export const AcknowledgeAlert = graphql(`mutation AcknowledgeAlert($id: ID!, $note: String!, $as: String) { acknowledgeAlert(id: $id, note: $note, as: $as) { id state } }`);
export const MarkAlertsRead = graphql(`mutation MarkAlertsRead($till: DateTimeISO!) { markAlertsRead(till: $till) }`);
export const AlertDeliveriesQuery = graphql(`
  query AlertDeliveries($alert: ID!) {
    alertDeliveries(alert: $alert, first: 100) { deliveries { id event channel to state reason createdAt nextAttemptAt deliveredAt } }
  }
`);
export const RetryAlertDelivery = graphql(`mutation RetryAlertDelivery($id: ID!) { retryAlertDelivery(id: $id) { id state } }`);

export const AlertRulesQuery = graphql(
  `
    query AlertRules {
      workspace { mail person { key name } localMode role }
      alertRules { ...AlertRuleParts }
      alertSuggestions { id used rule { ...AlertRuleParts } }
      loopSettings { people { key name email departments language available version } }
      metrics { metric unit }
    }
  `,
  [AlertRuleParts],
);
export const AlertRulesLive = graphql(`subscription AlertRules { alertRules { ...AlertRuleParts } }`, [AlertRuleParts]);
export const SaveAlertRule = graphql(`mutation SaveAlertRule($input: AlertRuleInput!, $version: Int) { saveAlertRule(input: $input, version: $version) { name version } }`);
export const RemoveAlertRule = graphql(`mutation RemoveAlertRule($name: String!, $version: Int) { removeAlertRule(name: $name, version: $version) }`);
export const AlertPreviewQuery = graphql(
  `query AlertPreview($rule: AlertRuleInput!) { alertPreview(rule: $rule) { days total judged alerts { at overAt evidence { ...EvidenceParts } } } }`,
  [EvidenceParts],
);

export const WebhooksQuery = graphql(`query Webhooks { webhooks { ...WebhookParts } }`, [WebhookParts]);
export const WebhooksLive = graphql(`subscription Webhooks { webhooks { ...WebhookParts } }`, [WebhookParts]);
export const CreateWebhook = graphql(`mutation CreateWebhook($name: String!, $url: String!) { createWebhook(name: $name, url: $url) { secret } }`);
export const ChangeWebhook = graphql(`mutation ChangeWebhook($name: String!, $url: String, $enabled: Boolean, $version: Int) { changeWebhook(name: $name, url: $url, enabled: $enabled, version: $version) { name } }`);
export const RemoveWebhook = graphql(`mutation RemoveWebhook($name: String!, $version: Int) { removeWebhook(name: $name, version: $version) }`);
export const RotateWebhookSecret = graphql(`mutation RotateWebhookSecret($name: String!) { rotateWebhookSecret(name: $name) { secret } }`);
export const TestWebhook = graphql(`mutation TestWebhook($name: String!) { testWebhook(name: $name) { id state reason } }`);

export type Alerts = ResultOf<typeof AlertsQuery>['alerts'];
export type Alert = Alerts['alerts'][number];
export type AlertDelivery = ResultOf<typeof AlertDeliveriesQuery>['alertDeliveries']['deliveries'][number];
export type AlertRule = ResultOf<typeof AlertRulesQuery>['alertRules'][number];
export type AlertRuleInput = VariablesOf<typeof SaveAlertRule>['input'];
export type AlertPreview = ResultOf<typeof AlertPreviewQuery>['alertPreview'];
export type AlertSources = ResultOf<typeof AlertRulesQuery>;
export type Webhook = ResultOf<typeof WebhooksQuery>['webhooks'][number];
