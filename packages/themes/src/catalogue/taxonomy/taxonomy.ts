import type { WordLists } from '../state.ts';

/** One theme of a taxonomy that somebody wrote. What is undefined was not said and stays as it is. */
export interface TaxonomyEntry {
  /** Where it stands: the line of a YAML file, the row of a CSV (the first after the header is 1). */
  at: number;
  name: string;
  /** The name of the theme above it; null for none. */
  parent: string | null;
  description?: string | undefined;
  words?: WordLists | undefined;
  department?: string | null | undefined;
  owner?: string | null | undefined;
  dueOn?: string | null | undefined;
}

/** What is wrong with a taxonomy, where, and what to change; never the value itself. */
export interface TaxonomyProblem {
  /** Line of a YAML file or row of a CSV. */
  at: number;
  /** The field or column; empty for the whole entry. */
  column: string;
  reason: string;
}

export const TAXONOMY_FORMATS = ['yaml', 'csv'] as const;
export type TaxonomyFormat = (typeof TAXONOMY_FORMATS)[number];

/** What an entry may say, in a file of any format. */
export const TAXONOMY_FIELDS = ['name', 'parent', 'description', 'words', 'phrases', 'department', 'owner', 'due'] as const;
