/** Feedback that a rule turned into a loop. */
export interface LoopOpening {
  feedbackId: string;
  /** Epoch milliseconds; the loop opens with it. */
  occurredAt: number;
  department: string;
  /** Whom the rule names; null where the department decides. */
  owner: string | null;
  priority: 'urgent' | 'high' | 'normal' | 'low';
  band: 'promoter' | 'passive' | 'detractor' | '';
  /** Of the score that made the band, for asking again; 0 without one. */
  scale: number;
  /** Somebody is known behind it. */
  customer: boolean;
  contactRequested: boolean;
  anonymous: boolean;
}

type Way = 'call' | 'email' | 'chat';
export type NotTold = 'anonymous' | 'unreachable' | 'no_consent' | 'duplicate' | 'invalid';

/** What happens to a loop, in the words of loops. */
export type LoopMove =
  | { type: 'assigned'; owner: string | null; how: 'person' | 'rule' }
  | { type: 'acknowledged' }
  | { type: 'contacted'; way: Way; messageId: null; note: string }
  | { type: 'waiting'; note: string }
  | { type: 'resumed' }
  | { type: 'routed'; department: string; note: string }
  | { type: 'acted'; rootCause: string; action: string }
  | { type: 'resolved'; note: string }
  | { type: 'told'; way: Way; messageId: null; note: string }
  | { type: 'confirmed'; note: string }
  | { type: 'rejected'; note: string }
  | { type: 'closed'; outcome: 'told' | 'not_told'; reason: NotTold | null; note: string }
  | { type: 'reopened'; why: 'person' | 'rejected' | 'reask'; note: string }
  | { type: 'reasked'; messageId: string }
  | { type: 'answered'; score: number; scale: number; recovery: 'recovered' | 'unchanged' | 'worse' };

/** A move at its moment (epoch milliseconds); `by` is the key of a person, or empty for customers and for Heed itself. */
export type LoopStep = LoopMove & { at: number; by: string };

/** A department of the sample, as far as its people and their hours matter. */
export interface StoryDepartment {
  name: string;
  /** Keys of people, at least one. */
  people: readonly string[];
  /** The moment at which the department has worked so many milliseconds since `from`. */
  after(from: number, milliseconds: number): number;
}
