import type { Priority, Purpose, Targets, TargetName } from '../settings/settings.ts';

/** How happy the feedback that a loop answers was; empty where no score says so. */
export type Band = 'promoter' | 'passive' | 'detractor' | '';

/** What the feedback said of itself when the loop opened; empty texts for what was not given. */
export interface Origin {
  source: string;
  channel: string;
  product: string;
  region: string;
  segment: string;
  /** BCP 47 tag. */
  language: string;
  band: Band;
  /** The score that made the band, for a later re-ask of the same question. */
  score: { metric: 'nps' | 'csat' | 'ces'; value: number; scale: number } | null;
  contactRequested: boolean;
  anonymous: boolean;
  /** When the customer would like to be contacted, in their own words; empty when not said. */
  preferredTime: string;
}

export const OPENED_BY = ['rule', 'person', 'import'] as const;
export type OpenedBy = (typeof OPENED_BY)[number];

/** How somebody reached the customer. */
export const CONTACT_WAYS = ['call', 'email', 'chat', 'in_person', 'broadcast', 'other'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

/** Why a customer was not told. */
export const NOT_TOLD_REASONS = ['anonymous', 'unreachable', 'no_consent', 'duplicate', 'invalid'] as const;
export type NotToldReason = (typeof NOT_TOLD_REASONS)[number];

/** What a re-ask showed: a better band than before, the same, or a worse one. */
export const RECOVERIES = ['recovered', 'unchanged', 'worse'] as const;
export type Recovery = (typeof RECOVERIES)[number];

/** What became due: 80 % of a target, the target itself, a further step of the chain, or the owner sat idle. */
export const ESCALATIONS = ['at_risk', 'breached', 'repeated', 'taken_back'] as const;
export type EscalationKind = (typeof ESCALATIONS)[number];

/**
 * What can happen to a loop. `department` is a name as feedback has it; owners, watchers and `to` are keys of people. The
 * targets that a department promised stand in the event by which it took the loop on, so that a later change of a
 * promise does not change what was promised.
 */
export type LoopHappening =
  | { type: 'opened'; openedBy: OpenedBy; rule: string; feedbackId: string | null; customerId: string | null; externalId: string; department: string; priority: Priority; targets: Targets; origin: Origin }
  /** The same customer's further feedback. */
  | { type: 'joined'; feedbackId: string; rule: string }
  | { type: 'routed'; department: string; targets: Targets; note: string }
  | { type: 'prioritised'; priority: Priority; targets: Targets }
  | { type: 'assigned'; owner: string | null; how: 'person' | 'rule' | 'taken_back' }
  | { type: 'acknowledged' }
  | { type: 'contacted'; way: ContactWay; messageId: string | null; note: string }
  | { type: 'waiting'; note: string }
  | { type: 'resumed' }
  | { type: 'acted'; rootCause: string; action: string }
  | { type: 'resolved'; note: string }
  | { type: 'told'; way: ContactWay; messageId: string | null; note: string }
  | { type: 'confirmed'; note: string }
  | { type: 'rejected'; note: string }
  | { type: 'closed'; outcome: 'told' | 'not_told'; reason: NotToldReason | null; note: string }
  | { type: 'reopened'; why: 'person' | 'rejected' | 'reask' | 'reply'; targets: Targets; note: string }
  | { type: 'escalated'; kind: EscalationKind; target: TargetName | null; step: number; to: string | null; due: number }
  /** This loop was a duplicate of another. */
  | { type: 'merged'; into: string }
  /** Another loop's feedback came over to this one. */
  | { type: 'absorbed'; from: string; feedbackIds: string[] }
  | { type: 'noted'; note: string }
  | { type: 'watched'; person: string; watching: boolean }
  /** A message to the customer is on its way; what became of it follows. Its words stand in the messages, not here. */
  | { type: 'message_queued'; messageId: string; purpose: Purpose; broadcast: string | null }
  | { type: 'message_sent'; messageId: string; purpose: Purpose }
  | { type: 'message_failed'; messageId: string; purpose: Purpose; reason: string }
  /** The customer wrote back. */
  | { type: 'replied'; messageId: string }
  | { type: 'reasked'; messageId: string }
  | { type: 'answered'; score: number; scale: number; recovery: Recovery }
  /** What somebody did last was a slip: `first` is the version of the first of its events, `count` how many they are. */
  | { type: 'undone'; first: number; count: number };

/** One event of a loop, as the log holds it. */
export type LoopEvent = LoopHappening & {
  /** From 1, growing by one in each loop. */
  version: number;
  /** Of the log; the same for all events that were appended together. */
  position: number;
  /** A token's id, `local`, `admin`, or `system` for rules, timers and mail. */
  actor: string;
  /** The key of the person who acted; empty when not known. */
  by: string;
  /** Epoch milliseconds. For imported history the moment at which it happened, else that of the append. */
  at: number;
  /** It belongs to the same act as the event before it; what is taken back goes together. */
  continues?: true | undefined;
};
