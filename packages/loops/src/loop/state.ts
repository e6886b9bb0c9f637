import { LOOP_STATES, type LoopStateName } from '@heed/domain';
import type { Priority, Purpose, TargetName, Targets } from '../settings/settings.ts';
import type { EscalationKind, LoopEvent, NotToldReason, OpenedBy, Origin, Recovery } from './event.ts';

export { LOOP_STATES, type LoopStateName };

/** A half-open stretch of time in epoch milliseconds; `to` is null while it lasts. */
export interface Span {
  from: number;
  to: number | null;
}

/** The time for which one department held the loop, and in it the waiting for the customer. */
export interface Leg extends Span {
  department: string;
  waits: Span[];
}

/** A promise that runs or ran: since when, and what was promised. Taken on anew at a hand-over, a change of priority, and a reopening. */
export interface Commitment {
  since: number;
  targets: Targets;
  /** The moments of every acknowledgement under it, in order: the first ends the target, any after a breach ends the escalation. */
  acknowledgements: number[];
  /** The first contact under it; null while there was none. Stays at a hand-over and a change of priority: first contact is promised once, and again only at a reopening. */
  contactedAt: number | null;
}

/** Everything that is true of a loop after its events; nothing that depends on the present moment or on settings. All moments are epoch milliseconds. */
export interface LoopState {
  id: string;
  /** How many events it has had. */
  version: number;
  /** Of the last of them in the log. */
  position: number;
  state: LoopStateName;
  openedAt: number;
  openedBy: OpenedBy;
  rule: string;
  externalId: string;
  /** The feedback that opened it first, then what joined. */
  feedbackIds: string[];
  customerId: string | null;
  origin: Origin;
  firstDepartment: string;
  department: string;
  priority: Priority;
  owner: string | null;
  /** When the present owner got it or last did something; for taking back. */
  ownerActiveAt: number;
  watchers: string[];
  /** Null while not; contact acknowledges. */
  acknowledgedAt: number | null;
  contactedAt: number | null;
  /** The last time; null again after a reopening. Who resolves has also acknowledged. */
  resolvedAt: number | null;
  /** The first time. Who tells has also acknowledged and, unless by a broadcast, made contact. */
  toldAt: number | null;
  /** Told since it was opened or last reopened. */
  isTold: boolean;
  /** The last time; null while open. */
  closedAt: number | null;
  firstClosedAt: number | null;
  confirmedAt: number | null;
  rejectedAt: number | null;
  changedAt: number;
  outcome: 'told' | 'not_told' | null;
  notToldReason: NotToldReason | null;
  rootCause: string;
  action: string;
  waitingSince: number | null;
  legs: Leg[];
  promise: Commitment;
  /** The moment of the latest acknowledgement since the promise was taken on; null while nobody did. */
  acknowledgedPromiseAt: number | null;
  reopened: number;
  /** What fired so far under the present promise, in order; `at` is the moment at which it was due, `to` who was told. */
  fired: { kind: EscalationKind; target: TargetName | null; step: number; at: number; to: string | null }[];
  /** How many escalations (breaches and repeats) it has had in all. */
  escalated: number;
  /** Targets that were missed at any time. */
  missed: TargetName[];
  mergedInto: string | null;
  reaskedAt: number | null;
  recovery: Recovery | null;
  /** Messages that are on their way. */
  pendingMessages: { messageId: string; purpose: Purpose }[];
}

/** A loop with everything that happened to it, oldest first; what was undone is still there. */
export interface LoopHistory {
  state: LoopState;
  events: readonly LoopEvent[];
}
