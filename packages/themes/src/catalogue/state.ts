/**
 * Words and phrases by language: a BCP 47 primary tag, or the empty text for every language. As people wrote them, trimmed and in
 * NFC; whoever compares them folds case.
 */
export type WordLists = Readonly<Record<string, readonly string[]>>;

/** Where a theme comes from: found in comments, made by a person, found as something new, or out of a taxonomy. */
export const THEME_ORIGINS = ['discovered', 'person', 'emerged', 'imported'] as const;
export type ThemeOrigin = (typeof THEME_ORIGINS)[number];

export interface Theme {
  /** Ten of a-z and 0-9. */
  id: string;
  /** What people see: what a person called it, else `label`. Unique among living siblings, whatever its case. */
  name: string;
  namedByPerson: boolean;
  /** What the newest model would call it. */
  label: string;
  description: string;
  /** The theme above it; a theme that is below another has none below itself. */
  parent: string | null;
  /** A person said where it stands. Models leave it there, and also what a person named. */
  placed: boolean;
  /** A model may neither end it nor take its id. */
  pinned: boolean;
  /** Left out of lists; still assigned. */
  hidden: boolean;
  origin: ThemeOrigin;
  /** Of the comments that it was found in; null for all. */
  language: string | null;
  /** Telling phrases as the newest model counted them, the most telling first. */
  phrases: readonly string[];
  /** Words and phrases by which people defined it: whatever holds one belongs to it. */
  words: WordLists;
  /** Ids of the feedback that it was first made of: a split's part, an accepted proposal. They teach once, examples five-fold. */
  seeds: readonly string[];
  department: string | null;
  /** Key of a person. */
  owner: string | null;
  /** `2026-12-31`. */
  dueOn: string | null;
  /** Null while it lives. `into` is where its feedback went, empty for nowhere; `model` is the model that ended it, null for a person. */
  retired: { at: number; into: readonly string[]; model: number | null } | null;
  /** The first and the last model that has it; null while none does. The last one's counts are its counts. */
  since: number | null;
  model: number | null;
  /** Epoch milliseconds. */
  createdAt: number;
}

/** A comment of which a person said where it belongs: to a theme, or to none. */
export interface Example {
  theme: string | null;
  /** The key of the person, or the actor where no person is known. */
  by: string;
  /** Epoch milliseconds. */
  at: number;
}

export const PROPOSAL_KINDS = ['new', 'split', 'merge', 'retire', 'emerging', 'spiking'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** Comments that could be a theme, as a model grouped them. */
export interface ProposedGroup {
  label: string;
  phrases: readonly string[];
  language: string | null;
  /** Comments that show it, the most typical first; at most 1,000. */
  feedbackIds: readonly string[];
  /** How many comments it has in all. */
  size: number;
  /** The themes in which comments of it stand now: they are read anew when it becomes a theme. */
  among?: readonly string[] | undefined;
}

/** What a model found and a person may accept. */
export interface ProposalDraft {
  kind: ProposalKind;
  /** The same for the same thing: what was declined is not proposed again, what is open is not proposed twice. */
  key: string;
  /** split, retire, spiking: the one theme. merge: all of them, the one that stays first. new, emerging: none. */
  themes: readonly string[];
  /** new, emerging: the one group. split: its parts, at least two. spiking: the comments that show it. Otherwise none. */
  groups: readonly ProposedGroup[];
  /** Figures to show, by name: growth, texts, people, probability, first seen in epoch milliseconds. */
  evidence: Readonly<Record<string, number>>;
}

export interface Proposal extends ProposalDraft {
  id: string;
  /** over: what was proposed is no longer so, whatever anybody said of it. */
  state: 'open' | 'accepted' | 'declined' | 'over';
  /** Epoch milliseconds. */
  at: number;
  /** When it was over; null before. */
  overAt: number | null;
}

export const DESCENTS = ['continued', 'merged', 'split', 'new', 'retired'] as const;

/** What became of a theme with a model. */
export interface ThemeDescent {
  theme: string;
  /** merged: others went into it. split: it was a part of another one. retired: the model no longer has it. */
  how: (typeof DESCENTS)[number];
  /** The themes that it comes from, other than itself. */
  from: readonly string[];
}

/** A model that took effect at some time. */
export interface BuiltModel {
  model: number;
  /** Epoch milliseconds. */
  at: number;
  /** How many themes it has. */
  themes: number;
  /** What became of each theme, against the model before it. */
  lineage: readonly ThemeDescent[];
}

/** Everything that is true of themes after what people and models did; nothing that depends on the present moment. */
export interface Catalogue {
  /** Of the last act. */
  version: number;
  /** All by id, also those that are retired. */
  themes: ReadonlyMap<string, Theme>;
  /** By the id of the feedback. What pointed to a theme that was merged or split points to where it went. */
  examples: ReadonlyMap<string, Example>;
  /** Words that no theme may be made of. */
  excludedWords: WordLists;
  proposals: ReadonlyMap<string, Proposal>;
  /** The model in effect; null before there was one. */
  model: number | null;
  /** All there were, oldest first; any of them can be gone back to. */
  models: readonly BuiltModel[];
  /** Ids of themes that are as though they had never been because an act was taken back, and where their feedback belongs: at most one theme. */
  gone: ReadonlyMap<string, string | null>;
}

/** So many themes may live at a time; a model that finds more leaves the last of its new ones out. */
export const MOST_THEMES = 2_000;

export const EMPTY_CATALOGUE: Catalogue = {
  version: 0, themes: new Map(), examples: new Map(), excludedWords: {}, proposals: new Map(), model: null, models: [], gone: new Map(),
};
