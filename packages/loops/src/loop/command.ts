import type { ContactWay, NotToldReason } from './event.ts';
import type { Priority } from '../settings/settings.ts';

/** Who acts: a token's id, `local`, `admin` or `system`, and the person behind it where known (a key, else empty). */
export interface Actor {
  id: string;
  by: string;
}

/** A message to the customer: chosen words, already without variables left in them. */
export interface Letter {
  language: string;
  subject: string;
  body: string;
}

/** What somebody can do to a loop. Notes are at most 5,000 characters. */
export type LoopCommand =
  | { do: 'assign'; owner: string | null }
  | { do: 'prioritise'; priority: Priority }
  | { do: 'acknowledge' }
  /** Either a contact that took place, or a letter that is to be sent. */
  | { do: 'contact'; way: ContactWay; note: string; letter?: Letter | undefined }
  | { do: 'wait'; note: string }
  | { do: 'resume' }
  | { do: 'hand_over'; department: string; note: string }
  | { do: 'act'; rootCause: string; action: string }
  /** Root cause and action may come along; both are needed by then. */
  | { do: 'resolve'; note: string; rootCause?: string | undefined; action?: string | undefined }
  | { do: 'tell'; way: ContactWay; note: string; letter?: Letter | undefined }
  | { do: 'close'; outcome: 'told' | 'not_told'; reason: NotToldReason | null; note: string }
  | { do: 'confirm'; note: string }
  | { do: 'reject'; note: string }
  | { do: 'reopen'; note: string }
  | { do: 'note'; note: string }
  | { do: 'watch'; person: string; watching: boolean }
  /** Takes the actor's last act back, within a minute. */
  | { do: 'undo' };

export const COMMANDS = ['assign', 'prioritise', 'acknowledge', 'contact', 'wait', 'resume', 'hand_over', 'act', 'resolve', 'tell', 'close', 'confirm', 'reject', 'reopen', 'note', 'watch', 'undo'] as const satisfies readonly LoopCommand['do'][];
export type CommandName = (typeof COMMANDS)[number];
