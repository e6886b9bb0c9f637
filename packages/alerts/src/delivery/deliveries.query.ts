import { bind, count, defineQuery, moment, sql } from '@heed/store';
import * as z from 'zod';
import { ALERT_EVENTS } from '../alert/alert.ts';
import { CHANNELS, DELIVERY_STATES, type Channel, type Delivery } from './delivery.ts';

const maybe = count.nullable();
const attempt = z.object({ at: z.number(), milliseconds: z.number(), reason: z.string(), status: z.number().nullable() });
const row = z.object({
  id: z.string(),
  alertId: z.string(),
  revision: count,
  event: z.enum([...ALERT_EVENTS, 'test']),
  channel: z.enum(CHANNELS),
  target: z.string(),
  state: z.enum(DELIVERY_STATES),
  reason: z.string(),
  payload: z.string(),
  attempts: z.string().transform((text) => z.array(attempt).parse(JSON.parse(text))),
  attempted: z.number(),
  createdAt: count,
  changedAt: count,
  nextAttemptAt: maybe,
  failedAt: maybe,
  deliveredAt: maybe,
});

const columns = sql`toString(delivery_id) AS id, toString(alert_id) AS alertId, revision, event, channel, target, state, reason, payload, attempts, attempted,
  toUnixTimestamp64Milli(created_at) AS createdAt, toUnixTimestamp64Milli(changed_at) AS changedAt, toUnixTimestamp64Milli(next_attempt_at) AS nextAttemptAt,
  toUnixTimestamp64Milli(failed_at) AS failedAt, toUnixTimestamp64Milli(delivered_at) AS deliveredAt`;

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Deliveries by their ids. */
export const deliveriesById = defineQuery<{ ids: string[] }, Delivery>({
  name: 'alerts.deliveriesById',
  params: z.strictObject({ ids: z.array(z.guid()) }),
  row,
  sql: ({ ids }) => sql`
    SELECT ${columns} FROM alert_deliveries FINAL
    WHERE (alert_id, delivery_id) IN (SELECT alert_id, delivery_id FROM alert_deliveries WHERE delivery_id IN ${bind('Array(UUID)', ids)})`,
  examples: [{ ids: [NOBODY] }],
});

/** What must be looked at by now, the longest overdue first. */
export const dueDeliveries = defineQuery<{ now: number; first: number }, Delivery>({
  name: 'alerts.dueDeliveries',
  params: z.strictObject({ now: z.number(), first: z.number().int() }),
  row,
  sql: ({ now, first }) => sql`
    SELECT ${columns} FROM alert_deliveries FINAL
    WHERE next_attempt_at <= ${moment(now)} AND (alert_id, delivery_id) IN (SELECT alert_id, delivery_id FROM alert_deliveries WHERE next_attempt_at <= ${moment(now)})
    ORDER BY next_attempt_at, id LIMIT ${bind('UInt32', first)}`,
  examples: [{ now: 1_790_000_000_000, first: 100 }],
});

/** Which deliveries there are to see. */
export interface DeliveriesQuestion {
  /** Of this alert; null for all. */
  alert: string | null;
  /** To this one; null for all. */
  to: { channel: Channel; target: string } | null;
  after: { at: number; id: string } | null;
  first: number;
}

/** Deliveries, the newest first. */
export const deliveryPage = defineQuery<DeliveriesQuestion, Delivery>({
  name: 'alerts.deliveryPage',
  params: z.strictObject({
    alert: z.guid().nullable(),
    to: z.strictObject({ channel: z.enum(CHANNELS), target: z.string() }).nullable(),
    after: z.strictObject({ at: z.number(), id: z.guid() }).nullable(),
    first: z.number().int(),
  }),
  row,
  sql: ({ alert, to, after, first }) => sql`
    SELECT ${columns} FROM alert_deliveries FINAL
    WHERE ${alert === null ? sql`true` : sql`alert_id = ${bind('UUID', alert)}`}
      ${to === null ? sql`` : sql`AND channel = ${bind('String', to.channel)} AND target = ${bind('String', to.target)}`}
      ${after === null ? sql`` : sql`AND (created_at, toString(delivery_id)) < (${moment(after.at)}, ${bind('String', after.id)})`}
    ORDER BY created_at DESC, id DESC LIMIT ${bind('UInt32', first)}`,
  examples: [
    { alert: null, to: null, after: null, first: 10 },
    { alert: NOBODY, to: { channel: 'webhook', target: 'chat' }, after: { at: 1_790_000_000_000, id: NOBODY }, first: 10 },
  ],
});

/** Whose row stands at the newest revision of a delivery. */
export const deliveryHead = defineQuery({
  name: 'alerts.deliveryHead',
  params: z.strictObject({ alert: z.guid(), id: z.guid() }),
  row: z.object({ revision: count, writer: z.string() }),
  sql: ({ alert, id }: { alert: string; id: string }) => sql`
    SELECT revision, toString(writer) AS writer FROM alert_deliveries
    WHERE alert_id = ${bind('UUID', alert)} AND delivery_id = ${bind('UUID', id)} ORDER BY revision DESC, writer LIMIT 1`,
  examples: [{ alert: NOBODY, id: NOBODY }],
});

/** How each webhook has fared: when it last took something, and since when all that was tried after that failed (null where nothing did). */
export const webhookHealth = defineQuery({
  name: 'alerts.webhookHealth',
  params: z.strictObject({}),
  row: z.object({ webhook: z.string(), deliveredAt: maybe, failingSince: maybe }),
  sql: () => sql`
    SELECT target AS webhook, if(last = 0, NULL, last) AS deliveredAt, if(empty(after), NULL, arrayMin(after)) AS failingSince
    FROM
    (
        SELECT target, max(ifNull(toUnixTimestamp64Milli(delivered_at), 0)) AS last, groupArray(toUnixTimestamp64Milli(failed_at)) AS failures,
               arrayFilter(at -> at > last, failures) AS after
        FROM alert_deliveries FINAL WHERE channel = 'webhook' AND event != 'test' GROUP BY target
    )`,
  examples: [{}],
});
