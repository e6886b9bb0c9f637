import { randomUUID } from 'node:crypto';
import { rowsToBody, type Store } from '@heed/store';
import { deliveriesById, deliveryHead, deliveryPage, dueDeliveries, webhookHealth, type DeliveriesQuestion } from './deliveries.query.ts';
import { deliveriesTable, deliveryRow } from './deliveries.table.ts';
import type { Delivery } from './delivery.ts';

export interface WebhookHealth {
  deliveredAt: number | null;
  failingSince: number | null;
}

/** Deliveries, as they are stored. */
export interface Deliveries {
  /** Writes new ones. Writing the same once more changes nothing, also when they have moved on. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** Changes one that is still as it was read: of several writers one gets it as it is then, and the others null. */
  change(delivery: Delivery, change: Partial<Delivery>, moment: { now: number }): Promise<Delivery | null>;
  find(ids: readonly string[]): Promise<Map<string, Delivery>>;
  due(options: { now: number; first: number }): Promise<Delivery[]>;
  page(question: DeliveriesQuestion): Promise<Delivery[]>;
  /** By key of the webhook. */
  health(): Promise<Map<string, WebhookHealth>>;
}

/** Deliveries in the store; see clickhouse/migrations/0015_alerts.sql. */
export function createDeliveries(store: Pick<Store, 'read' | 'insert'>): Deliveries {
  const token = ({ id, revision }: Delivery): string => `alert-delivery:${id}:${revision}`;
  return {
    async add(deliveries) {
      for (const delivery of deliveries) await store.insert(deliveriesTable, rowsToBody([deliveryRow(delivery, randomUUID())]), { token: token(delivery) });
    },
    async change(delivery, change, { now }) {
      const changed = { ...delivery, ...change, changedAt: now, revision: delivery.revision + 1 };
      const writer = randomUUID();
      await store.insert(deliveriesTable, rowsToBody([deliveryRow(changed, writer)]), { token: token(changed) });
      const [head] = await store.read(deliveryHead, { alert: delivery.alertId, id: delivery.id });
      return head?.writer === writer ? changed : null;
    },
    async find(ids) {
      if (ids.length === 0) return new Map();
      return new Map((await store.read(deliveriesById, { ids: [...ids] })).map((delivery) => [delivery.id, delivery]));
    },
    due: (options) => store.read(dueDeliveries, options),
    page: (question) => store.read(deliveryPage, question),
    health: async () => new Map((await store.read(webhookHealth, {})).map(({ webhook, ...health }) => [webhook, health])),
  };
}
