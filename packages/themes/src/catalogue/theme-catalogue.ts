import type { ThemeActor, ThemeCommand } from './command.ts';
import type { CommandName } from './command-name.ts';
import type { ThemeAct, ThemeHappening } from './event.ts';
import type { Catalogue } from './state.ts';

/** What became of a field of a theme by an act; texts, ids and dates as they are kept. */
export interface FieldChange {
  field: 'name' | 'description' | 'parent' | 'pinned' | 'hidden' | 'words' | 'department' | 'owner' | 'dueOn' | 'retired' | 'examples';
  from: string | null;
  to: string | null;
}

/** One line of the history of a theme. */
export interface HistoryEntry {
  version: number;
  command: CommandName;
  actor: string;
  by: string;
  /** Epoch milliseconds. */
  at: number;
  /** What it changed of this theme; examples are counted. */
  changes: readonly FieldChange[];
  /** Other themes that the same act named. */
  others: readonly string[];
  /** It was taken back later. */
  undone: boolean;
  /** Whether it can be taken back (or brought back) now. */
  undoable: boolean;
}

/** An act of a person that can be taken back. */
export interface UndoableAct {
  version: number;
  command: CommandName;
  actor: string;
  by: string;
  at: number;
  /** The themes that it changed. */
  themes: readonly string[];
}

export interface DoOptions {
  actor: ThemeActor;
  /**
   * The version that the person saw. Where somebody has changed the same thing since, the command is refused with CONFLICT. When left
   * out, only a change at the same moment is one.
   */
  seen?: number | undefined;
}

/** What a command did; without events everything was so already. */
export interface Done {
  catalogue: Catalogue;
  /** Of the act, or of the catalogue where nothing was to do. */
  version: number;
  events: readonly ThemeHappening[];
  /** Ids of the themes that it made, in the order of the command. */
  created: readonly string[];
}

/** The one way in which themes are changed. */
export interface ThemeCatalogue {
  /** What is known; the same object while nothing changed. */
  state(): Catalogue;
  /** Every act, oldest first; also those that were undone. */
  acts(): readonly ThemeAct[];
  /** Reads what other processes did. */
  refresh(): Promise<Catalogue>;
  /**
   * Carries a command out against the newest state. Throws HeedError: BAD_USER_INPUT (with `details.path`, for an import
   * `details.problems`), NOT_FOUND for an id that there is not, CONFLICT with `details.version` and `details.theme` as it is now, for
   * an undo with `details.dependents`; UNAVAILABLE when the database does not answer.
   */
  do(command: ThemeCommand, options: DoOptions): Promise<Done>;
  /** Who changed what of a theme, newest first. */
  history(theme: string, options: { first: number }): HistoryEntry[];
  /** What can be taken back now, newest first; of one actor where given. */
  undoable(options: { first: number; actor?: ThemeActor | undefined }): UndoableAct[];
}
