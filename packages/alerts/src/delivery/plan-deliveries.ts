import { derivedId } from '../alert/alert-id.ts';
import type { Alert, AlertEvent } from '../alert/alert.ts';
import { quietUntil } from '../quiet/quiet-hours.ts';
import type { AlertRule } from '../rule/rule.ts';
import type { Channel, Delivery } from './delivery.ts';

export interface Planning {
  /** The rule as it is now; undefined where there is none any more, and nobody is told. */
  rule: AlertRule | undefined;
  /** Epoch milliseconds. */
  now: number;
  /** IANA zone of the quiet hours. */
  timeZone: string;
  /** The body of a webhook's call. */
  payload: (event: AlertEvent) => string;
  /** Keys of names. */
  keyOf: (name: string) => string;
}

/** People hear that something began, and programs that it went on and ended as well. */
const MAILED: ReadonlySet<AlertEvent> = new Set<AlertEvent>(['raised', 'repeated']);

/** The deliveries of what happened to an alert and has none yet, always the same ones. In quiet hours they wait for their end. */
export function planDeliveries(alert: Alert, { rule, now, timeZone, payload, keyOf }: Planning): Delivery[] {
  if (!rule) return [];
  const at = quietUntil(now, { hours: rule.quietHours, timeZone });
  const delivery = (event: AlertEvent, channel: Channel, target: string): Delivery => ({
    id: derivedId('delivery', alert.id, event, event === 'repeated' ? String(alert.times) : '', channel, target),
    alertId: alert.id, revision: 1, event, channel, target, state: 'waiting', reason: at > now ? 'quiet_hours' : '', payload: channel === 'webhook' ? payload(event) : '', attempts: [], attempted: 0,
    createdAt: now, changedAt: now, nextAttemptAt: at, failedAt: null, deliveredAt: null,
  });
  return alert.pending.flatMap((event) => [
    ...(rule.mail && MAILED.has(event) ? rule.recipients.map((person) => delivery(event, 'mail', keyOf(person))) : []),
    ...rule.webhooks.map((name) => delivery(event, 'webhook', keyOf(name))),
  ]);
}
