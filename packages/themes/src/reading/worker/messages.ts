import type { WordLists } from '../../catalogue/state.ts';

/** What is known of themes at one version of the catalogue, as far as reading needs it. Plain data: it goes to threads. */
export interface Known {
  /** The organisation's languages; may be empty. */
  languages: readonly string[];
  /** The usual language of each source, for texts too short to tell. */
  fallbacks: Readonly<Record<string, string>>;
  /** The model in effect; 0 before there was one. */
  model: number;
  /** Every theme that lives, and for each that ended where its feedback belongs: a theme that lives, or null for none. */
  heirs: ReadonlyMap<string, string | null>;
  /** By the id of the feedback: where a person said that it belongs. */
  examples: ReadonlyMap<string, string | null>;
  /** Themes that people defined by words. */
  words: readonly { theme: string; words: WordLists }[];
  excludedWords: WordLists;
}

/** A comment that teaches a model at once. */
export interface Lesson {
  id: string;
  comment: string;
  language: string;
  source: string;
  /** Where it belongs; null where a person took it out of all themes. */
  theme: string | null;
  /** How often it counts. */
  times: number;
}

/** What a thread is told and keeps. */
export type Telling =
  | { tell: 'known'; known: Known }
  /** All counts of a model as lines of JSON: language, class, n-gram, n. They take the place of what was told before. */
  | { tell: 'counts'; kind: 'themes' | 'sentiment'; lines: SharedArrayBuffer }
  /** Lessons are by id: a new one takes the place of an older one, and they stay when the counts change. */
  | { tell: 'lessons'; teach: readonly Lesson[]; drop: readonly string[] };

/** Where telling words stand in a comment, [start, end) in UTF-16 units, and how much they weigh (log-odds). */
export interface TellingWord {
  term: string;
  weight: number;
  ranges: readonly { start: number; end: number }[];
}

export type Question =
  /** Lines as `toRead` gives them. */
  | { ask: 'read'; lines: Uint8Array; revision: bigint; readAt: number }
  | { ask: 'explain'; comment: string; language: string; source: string; theme: string; most: number };

/** Comments that were read. */
export interface ReadLines {
  /** Rows of comment_readings, as lines of JSONCompactEachRow. */
  body: string;
  rows: number;
  /** The first and the last day, as text. */
  from: string;
  to: string;
}

export interface Answers {
  read: ReadLines;
  explain: TellingWord[];
}

export type ToThread = Telling | (Question & { id: number });
export type FromThread = { id: number; answer: Answers[keyof Answers] } | { id: number; failed: string };
