import type { ThemeActor } from './command.ts';

/** Looks departments and owners up. Each returns the value as it is to be kept, or throws HeedError BAD_USER_INPUT that says what to change. */
export interface Tied {
  department(name: string): string;
  owner(key: string): string;
}

/** What a decision depends on besides the catalogue and the command. */
export interface Deciding {
  actor: ThemeActor;
  /** Epoch milliseconds. */
  now: number;
  /** A fresh id of a theme or a proposal: ten of a-z and 0-9. */
  newId: () => string;
  tied: Tied;
}
