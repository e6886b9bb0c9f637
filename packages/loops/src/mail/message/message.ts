import { PURPOSES } from '../../settings/settings.ts';

/** What a message is for: letters to customers have the purpose of their template, and our own people are told of escalations. */
export const MESSAGE_PURPOSES = [...PURPOSES, 'escalation'] as const;
export type MessagePurpose = (typeof MESSAGE_PURPOSES)[number];

/**
 * How far a letter has come. `sending` is claimed by one process; `uncertain` may or may not have reached the customer, because that process
 * or the mail server went away in the middle; `refused` was not to be sent, because there is no address or no consent. What a customer
 * wrote is `received`.
 */
export const MESSAGE_STATUSES = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'refused', 'received'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** A letter to a customer or to one of our own people, or what a customer wrote back. All moments are epoch milliseconds; empty texts for what there is not. */
export interface Message {
  id: string;
  loopId: string;
  /** Other loops of the same customer that a broadcast answers with the same letter. */
  furtherLoops: readonly string[];
  customerId: string | null;
  /** Key of the person of ours to whom it goes; empty for letters to customers. */
  person: string;
  purpose: MessagePurpose;
  broadcast: string | null;
  incoming: boolean;
  status: MessageStatus;
  /** BCP 47 tag. */
  language: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** Name of the template that it began with. */
  template: string;
  createdAt: number;
  changedAt: number;
  /** When somebody must look at it again; null when nothing is left to do. */
  nextAttemptAt: number | null;
  attempts: number;
  sentAt: number | null;
  /** Why it failed or was refused, in a word (see `send/failure.ts`). */
  failure: string;
  /** Message-ID with its angle brackets. */
  smtpId: string;
  inReplyTo: string;
  /** How many files came with it. */
  attachments: number;
  /** Grows by one with each change. */
  revision: number;
}

/** Every loop that a message is about. */
export const loopsOf = ({ loopId, furtherLoops }: Pick<Message, 'loopId' | 'furtherLoops'>): string[] => [loopId, ...furtherLoops];

/** At most so many characters (code points) of a subject, and of a body. */
export const MESSAGE_LIMITS = { subject: 300, body: 50_000 } as const;
