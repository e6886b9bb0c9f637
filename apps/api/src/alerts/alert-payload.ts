import type { Alert, AlertEvent } from '@heed/alerts';

const iso = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());

/** What happened to an alert, as webhooks are told it. No customer's words, no personal data, nothing that a person wrote. */
export function alertPayload(alert: Alert, event: AlertEvent, { publicUrl, now }: { publicUrl: string; now: number }): string {
  const { id, name, kind, state, subject, departments, times, facts, path } = alert;
  return JSON.stringify({
    type: `alert.${event}`,
    timestamp: iso(now),
    data: {
      id, rule: name, kind, state, subject, departments, times, raisedAt: iso(alert.raisedAt), lastRaisedAt: iso(alert.lastRaisedAt), acknowledgedAt: iso(alert.acknowledgedAt), overAt: iso(alert.overAt), facts,
      url: publicUrl === '' ? null : `${publicUrl}${path}`,
    },
  });
}

/** What a test sends. */
export const testPayload = (webhook: string, now: number): string => JSON.stringify({ type: 'webhook.test', timestamp: iso(now), data: { webhook } });
