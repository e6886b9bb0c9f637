import { defineTable } from '@heed/store';
import type { Delivery } from './delivery.ts';

/** Mails and webhook calls; see clickhouse/migrations/0015_alerts.sql. */
export const deliveriesTable = defineTable({
  name: 'alert_deliveries',
  columns: [
    'alert_id', 'delivery_id', 'revision', 'writer', 'event', 'channel', 'target', 'state', 'reason', 'payload', 'attempts', 'attempted', 'created_at', 'changed_at', 'next_attempt_at', 'failed_at',
    'delivered_at',
  ],
});

/** A delivery as a row of `alert_deliveries`. */
export const deliveryRow = (delivery: Delivery, writer: string): unknown[] => [
  delivery.alertId, delivery.id, delivery.revision, writer, delivery.event, delivery.channel, delivery.target, delivery.state, delivery.reason, delivery.payload, JSON.stringify(delivery.attempts),
  delivery.attempted, delivery.createdAt, delivery.changedAt, delivery.nextAttemptAt, delivery.failedAt, delivery.deliveredAt,
];
