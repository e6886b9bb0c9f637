import type { CommandName } from './command-name.ts';
import type { Catalogue, ProposalDraft, ThemeDescent, ThemeOrigin, WordLists } from './state.ts';

/** A theme as it begins. A name is what a person chose; without one it is called by its label. */
export interface NewTheme {
  id: string;
  name: string | null;
  label: string;
  description: string;
  parent: string | null;
  origin: ThemeOrigin;
  language: string | null;
  phrases: readonly string[];
  words: WordLists;
  seeds: readonly string[];
  /** Themes in which others of its comments stood when it was made, beside those that stood in none. */
  among?: readonly string[] | undefined;
}

/** One theme of a model. `parent` is its group, which is another theme of the model. */
export interface BuiltTheme {
  id: string;
  label: string;
  phrases: readonly string[];
  language: string | null;
  parent: string | null;
}

/** What can happen to the catalogue. Every value is complete and checked, so that the state follows from events alone. */
export type ThemeHappening =
  | ({ type: 'created' } & NewTheme)
  | { type: 'renamed'; theme: string; name: string }
  | { type: 'described'; theme: string; description: string }
  | { type: 'pinned'; theme: string; pinned: boolean }
  | { type: 'hidden'; theme: string; hidden: boolean }
  /** The themes end; their examples and words are those of `into`. What stood below them is nested elsewhere in the same act. */
  | { type: 'merged'; themes: string[]; into: string }
  /** The parts are made in the same act. The theme ends unless it is one of `into`. Its examples go where `parts` says, the others to `rest`. */
  | { type: 'split'; theme: string; into: string[]; parts: Record<string, string[]>; rest: string }
  | { type: 'retired'; theme: string }
  | { type: 'confirmed'; theme: string; feedbackIds: string[] }
  | { type: 'moved'; feedbackIds: string[]; to: string | null }
  | { type: 'nested'; theme: string; parent: string | null }
  /** Language is empty for all. */
  | { type: 'words_excluded'; language: string; words: string[]; excluded: boolean }
  | { type: 'defined'; theme: string; words: WordLists }
  | { type: 'assigned'; theme: string; department: string | null; owner: string | null; dueOn: string | null }
  | { type: 'proposed'; id: string; proposal: ProposalDraft }
  | { type: 'accepted'; proposal: string }
  | { type: 'declined'; proposal: string }
  /** What was proposed is no longer so. */
  | { type: 'withdrawn'; proposal: string }
  /** A model took effect. Themes that are not known begin with it; `retired` end. */
  | { type: 'built'; model: number; themes: BuiltTheme[]; retired: string[]; lineage: ThemeDescent[] }
  /** An older model is in effect again: its themes are called as then, those that newer ones made end, those that newer ones ended are back. */
  | { type: 'rolled_back'; model: number; themes: BuiltTheme[]; retired: string[]; restored: string[] }
  /** The act of this version is as though it had never been; where that was an undoing, the act is there again. */
  | { type: 'undone'; version: number };

/** What one command did, all or nothing: one event of the journal. */
export interface ThemeAct {
  /** From 1, growing by one. */
  version: number;
  command: CommandName;
  /** A token's id, `local`, `admin`, or `system` for models. */
  actor: string;
  /** The key of the person who acted; empty when not known. */
  by: string;
  /** Epoch milliseconds. */
  at: number;
  events: readonly ThemeHappening[];
}

/** The catalogue with everything that led to it, oldest first; what was undone is still there. */
export interface CatalogueHistory {
  catalogue: Catalogue;
  acts: readonly ThemeAct[];
}
