import type { BuiltTheme } from './event.ts';
import type { ProposalDraft, ThemeDescent, WordLists } from './state.ts';
import type { TaxonomyEntry } from './taxonomy/taxonomy.ts';

/** Who acts: a token's id, `local`, `admin` or `system`, and the person behind it where known (a key, else empty). */
export interface ThemeActor {
  id: string;
  by: string;
}

/** One part of a split, as a preview showed it. Without a name it is called by its label. */
export interface SplitPart {
  name?: string | undefined;
  label: string;
  phrases: readonly string[];
  /** Comments of the part, at most 5,000 over all parts; at least one. */
  feedbackIds: readonly string[];
  words?: WordLists | undefined;
}

/** What somebody can do to themes. Texts are trimmed; what is left out stays as it is. */
export type ThemeCommand =
  /** A theme of a person's own, by examples, by words and phrases, by both, or empty to be filled. */
  | { do: 'create'; name: string; description?: string | undefined; parent?: string | null | undefined; language?: string | null | undefined; feedbackIds?: readonly string[] | undefined; words?: WordLists | undefined }
  | { do: 'rename'; theme: string; name: string }
  | { do: 'describe'; theme: string; description: string }
  | { do: 'pin'; theme: string; pinned: boolean }
  | { do: 'hide'; theme: string; hidden: boolean }
  | { do: 'merge'; themes: readonly string[]; into: string }
  /** `keep` is the index of the part that keeps the id, null for none; when left out, that with at least 60 % of the comments. */
  | { do: 'split'; theme: string; parts: readonly SplitPart[]; keep?: number | null | undefined }
  | { do: 'retire'; theme: string }
  | { do: 'confirm'; theme: string; feedbackIds: readonly string[] }
  | { do: 'move'; feedbackIds: readonly string[]; to: string | null }
  | { do: 'nest'; themes: readonly string[]; parent: string | null }
  /** Language is empty for all. */
  | { do: 'exclude'; language: string; words: readonly string[]; excluded: boolean }
  /** The words of each language that is named; an empty list takes them away. */
  | { do: 'define'; theme: string; words: WordLists }
  | { do: 'assign'; theme: string; department?: string | null | undefined; owner?: string | null | undefined; dueOn?: string | null | undefined }
  /** What `readTaxonomy` read; does nothing a second time. */
  | { do: 'import'; entries: readonly TaxonomyEntry[] }
  | { do: 'propose'; proposals: readonly ProposalDraft[] }
  /** What was proposed is over, by their ids; those that are not there, or over already, are passed over. */
  | { do: 'withdraw'; proposals: readonly string[] }
  /** `names` are for the themes that come of it, in the order of its groups; undefined leaves the label. */
  | { do: 'accept'; proposal: string; names?: readonly (string | undefined)[] | undefined }
  | { do: 'decline'; proposal: string }
  /**
   * A model takes effect. Ids that are new make themes; `retired` are those that it no longer has, of which people's stay. `lineage` tells of
   * themes that were merged or split; of the others it follows from the ids.
   */
  | { do: 'build'; model: number; themes: readonly BuiltTheme[]; retired?: readonly string[] | undefined; lineage?: readonly ThemeDescent[] | undefined }
  | { do: 'roll_back'; model: number }
  /** Takes an act of people back, whoever did it; of an undoing, brings the act back. */
  | { do: 'undo'; version: number };
