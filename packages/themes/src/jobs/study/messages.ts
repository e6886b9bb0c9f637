import type { BuiltTheme } from '../../catalogue/event.ts';
import type { Burst } from '../../emerging/find-bursts.ts';
import type { Known } from '../../reading/worker/messages.ts';
import type { JobStep } from '../job.ts';

/** How fine themes are found. */
export type Granularity = 'coarse' | 'medium' | 'fine';

interface Sampled {
  /** Pieces of the lines of `readSample`, in order. */
  lines: readonly Uint8Array[];
  known: Pick<Known, 'languages' | 'fallbacks' | 'heirs' | 'excludedWords'>;
  language: string;
  /** The same gives the same. */
  seed: number;
}

/** Comments of several languages, with where they lie by meaning: themes of them cross languages. */
export interface Together {
  languages: readonly string[];
  /** The vector of the comment at a place of `ids` begins at that place times `dimensions`. */
  ids: readonly string[];
  dimensions: number;
  vectors: Float32Array;
}

/** What is taught on top of a model, by the id of the feedback; see `lessonsOf`. */
type Lessons = ReadonlyMap<string, { theme: string | null; times: number }>;

/** Work of a thread of its own on the comments of one language. */
export type Study =
  /** The first themes. */
  | (Sampled & { study: 'find'; granularity: Granularity; model: number; together?: Together | undefined })
  /** The themes as they are, made better by all comments, with people's fixed. */
  | (Sampled & { study: 'refit'; model: number; lessons: Lessons })
  /** How one theme would split. */
  | (Sampled & { study: 'split' })
  /** How themes would be found today, as groups of comments. */
  | (Sampled & { study: 'regroup'; granularity: Granularity; together?: Together | undefined })
  /** What is new, out of the lines of `readRecent`; recent since a moment. */
  | (Sampled & { study: 'bursts'; since: number })
  /** What words say, out of the lines of `readScoredComments`. */
  | { study: 'sentiment'; lines: readonly Uint8Array[]; known: Pick<Known, 'languages' | 'fallbacks'>; language: string; model: number };

/** A model's part of one language: its themes, and its counts as lines of `theme_models` (JSONCompactEachRow), in pieces. */
export interface Built {
  /** With the number of their comments among those that were looked at. */
  themes: (BuiltTheme & { size: number })[];
  bodies: string[];
  /** Comments that were looked at, and those of them that have a theme. */
  comments: number;
  assigned: number;
  /** Those that changed their theme. */
  moved: number;
}

/** Comments that belong together, the most typical first. */
export interface FoundGroup {
  /** Null where it has several. */
  language: string | null;
  label: string;
  phrases: string[];
  feedbackIds: string[];
}

export interface Results {
  /** By language. */
  find: Map<string, Built>;
  refit: Built;
  split: { groups: FoundGroup[] };
  /** `before`: the theme of each comment that was looked at. */
  regroup: { groups: FoundGroup[]; before: Map<string, string | null>; comments: number };
  /** Each with the themes in which its comments stand. */
  bursts: { bursts: (Burst & { among: string[] })[]; comments: number };
  sentiment: { bodies: string[]; learnt: number };
}

export interface StudyProgress {
  step: JobStep;
  done: number;
  of: number;
}

export type FromStudy = { progress: StudyProgress } | { result: Results[keyof Results] } | { failed: string };
