/**
 * Who is told when something changes and nobody looks.
 *
 * - `rule/`: what people decide: rules (`alertRuleSchema`) and webhooks (`webhookSchema`).
 * - `alert/`: what a rule found, from raised to over. `nextStep` is the pure heart; `createAlerts` keeps alerts, each step taken by one of
 *   several processes.
 * - `quiet/`: `quietUntil` says when quiet hours end.
 * - `delivery/`: `planDeliveries` says who is told of what, `createDeliverer` tells them, again and again until they know.
 * - `webhook/`: `postJson` calls addresses outside and refuses those inside; `signatureHeaders` signs; `createWebhookKeys` keeps secrets.
 * - `silence/`: `findSilences` says of which sources nothing has come for longer than usual.
 * - `words/`: `alertMail` puts an alert into words, in six languages.
 */
export { ALERT_EVENTS, ALERT_STATES, type Alert, type AlertEvent, type AlertFacts, type AlertState, type FactsOf, type Finding } from './alert/alert.ts';
export { createAlerts, type Alerts, type RuleRef } from './alert/alerts.ts';
export { nextStep, type NextOptions, type Step } from './alert/next.ts';
export { createDeliveries, type Deliveries, type WebhookHealth } from './delivery/deliveries.ts';
export { createDeliverer, type Deliverer, type DelivererOptions, type Mailed } from './delivery/deliverer.ts';
export { CHANNELS, DELIVERY_STATES, NO_ALERT, messageIdOf, type Attempt, type Channel, type Delivery, type DeliveryState } from './delivery/delivery.ts';
export { planDeliveries } from './delivery/plan-deliveries.ts';
export { ALERT_KINDS, RULE_KINDS, USUAL_THRESHOLD, WEEKDAYS, type AlertKind, type AlertRule, type QuietHours, type RuleKind, type Webhook, type Weekday } from './rule/rule.ts';
export { alertRuleSchema, webhookSchema } from './rule/schemas.ts';
export { newSecret } from './webhook/sign.ts';
export { createWebhookKeys, OFF_REASONS, type OffReason, type WebhookKey, type WebhookKeys } from './webhook/webhook-keys.ts';
export { readArrivals } from './silence/arrivals.query.ts';
export { findSilence, type Silence } from './silence/find-silence.ts';
export { alertMail, type AlertMail, type MailFacts } from './words/alert-mail.ts';
