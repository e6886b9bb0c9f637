import type { Calendar } from '@heed/domain';
import type { Journal, Store } from '@heed/store';
import type { Letter } from '../../loop/command.ts';
import type { Loops } from '../../log/loops.ts';
import type { LoopSettings } from '../../settings/settings.ts';
import type { LetterProblem } from '../customer/may-contact.ts';
import type { Messages } from '../message/messages.ts';

/** What somebody wants to tell everyone behind the same cause. */
export interface BroadcastRequest {
  name: string;
  /** One text a language; the first for customers of other languages. Variables are those of templates. */
  texts: readonly Letter[];
  /** What was done about it, and why it had happened: for loops that have none of their own. */
  rootCause: string;
  action: string;
  /** Whether the loops come to their end with it: resolved, told and closed. Else they are told only. */
  closeLoops: boolean;
}

export type BroadcastState = 'running' | 'paused' | 'done';

/** A broadcast, as the journal tells it. Moments are epoch milliseconds. */
export interface Broadcast extends BroadcastRequest {
  id: string;
  createdAt: number;
  /** The caller, and the key of the person; empty when not known. */
  actor: string;
  by: string;
  state: BroadcastState;
  /** Of the frozen audience. */
  loops: number;
  /** Letters and refusals: customers, and loops of nobody. */
  recipients: number;
}

/** Why somebody in the audience gets no letter: nobody to write to, or every loop of theirs came to its end before. */
export type Refusal = LetterProblem | 'already_closed';

/** How far it has come: recipients = sent + failed + refused + uncertain + waiting. */
export interface Progress {
  sent: number;
  failed: number;
  refused: number;
  uncertain: number;
  waiting: number;
  /** Of those that were refused or failed, by the word for it. */
  reasons: { reason: string; count: number }[];
}

/** What broadcasts work with. */
export interface BroadcastsOptions {
  store: Pick<Store, 'read' | 'insert'>;
  journal: Journal;
  loops: Pick<Loops, 'transact'>;
  messages: Messages;
  settings: () => LoopSettings;
  company: () => string;
  calendar: () => Calendar;
  /** Where people reach Heed; empty where it is not known. */
  publicUrl: string;
  onChange?: () => void;
}
