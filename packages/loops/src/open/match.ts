import type { Origin } from '../loop/event.ts';

/** A feedback with what a loop keeps of it, and the rules whose conditions hold for it. */
export interface Match {
  id: string;
  customerId: string | null;
  /** Epoch milliseconds. */
  occurredAt: number;
  receivedAt: number;
  /** UInt64 as text. */
  version: string;
  origin: Origin;
  /** Of the attributes that the rules name; those that are missing are not in it. */
  attributes: ReadonlyMap<string, string>;
  /** Places in the list of rules that was asked for, ascending. */
  rules: readonly number[];
}

/** The attribute in which customers say when they would like to be contacted. */
export const PREFERRED_TIME = 'preferred_contact_time';

/** From the first to occur to the last; of one moment by id, so that every look has the same order. */
export function inOrder(left: Pick<Match, 'occurredAt' | 'id'>, right: Pick<Match, 'occurredAt' | 'id'>): number {
  return left.occurredAt - right.occurredAt || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}
