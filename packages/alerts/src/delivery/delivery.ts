import type { AlertEvent } from '../alert/alert.ts';

export const CHANNELS = ['mail', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `waiting` to be sent for the first time or again, or until quiet hours end; `skipped` was not to be sent any more. */
export const DELIVERY_STATES = ['waiting', 'sending', 'delivered', 'failed', 'skipped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How one attempt ended: a reason in a word, empty where it was taken, and of a webhook the status that was answered. */
export interface Attempt {
  /** Epoch milliseconds. */
  at: number;
  milliseconds: number;
  reason: string;
  status: number | null;
}

/** A mail to one person or a call of one webhook, about something that happened to an alert. Moments are epoch milliseconds. */
export interface Delivery {
  id: string;
  /** NO_ALERT for a test of a webhook. */
  alertId: string;
  revision: number;
  event: AlertEvent | 'test';
  channel: Channel;
  /** Key of a person, or of a webhook's name. */
  target: string;
  state: DeliveryState;
  /** Why it failed, was skipped or is tried again, in a word; empty where there is nothing to say. */
  reason: string;
  /** Of webhooks the whole body, the same in each attempt. */
  payload: string;
  attempts: readonly Attempt[];
  /** How many there were since somebody last asked for them. */
  attempted: number;
  createdAt: number;
  changedAt: number;
  /** When somebody must look at it; null when nothing is left to do. */
  nextAttemptAt: number | null;
  /** When it first failed. */
  failedAt: number | null;
  deliveredAt: number | null;
}

export const NO_ALERT = '00000000-0000-0000-0000-000000000000';

/** The id by which the receiver of a webhook knows a delivery again, in each of its attempts. */
export const messageIdOf = ({ id }: Pick<Delivery, 'id'>): string => `msg_${id.replaceAll('-', '')}`;
