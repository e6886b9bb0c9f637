/** What became of a theme, or where a group comes from. */
export type Descent = 'continued' | 'merged' | 'split' | 'new';

/** A theme and the share of it (of the theme's weight) that is in the group. */
export interface Share {
  theme: string;
  share: number;
}

export interface GroupLineage {
  /** The number of the group. */
  group: number;
  /** The id that it has from now on: an old one, or a fresh one. */
  theme: string;
  /** merged: other themes went into it as well. split: it has a fresh id, and most of it comes from one theme. */
  how: Descent;
  /** The themes that it comes from, the largest share first. */
  from: Share[];
}

export interface Lineage {
  /** Every group once, in the order of their numbers; no id twice. */
  groups: GroupLineage[];
  /** Old themes whose id no group has: where most of their comments went, empty for nowhere; and whether the theme is kept all the same. */
  retired: { theme: string; into: string[]; kept: boolean }[];
  /** What a person would be surprised by, as groups' numbers and old ids. */
  surprises: Surprise[];
}

export type Surprise =
  | { kind: 'new'; groups: [number] }
  | { kind: 'split'; themes: [string]; groups: number[] }
  | { kind: 'merge'; themes: string[]; groups: [number] }
  | { kind: 'retire'; themes: [string] };

export interface LineageOptions {
  /** The theme of each comment before; null for none. */
  old: ReadonlyMap<string, string | null>;
  /** The group of each comment now; null for none. Comments that only one of the two has are of no theme in the other. */
  next: ReadonlyMap<string, number | null>;
  /** How much a comment counts; 1 for each when left out. */
  weightOf?: ((feedbackId: string) => number) | undefined;
  /** Themes of people (pinned, named, with examples …): they are never merged away nor retired. */
  kept?: ReadonlySet<string> | undefined;
  newId: () => string;
}
