import * as z from 'zod';

/** The columns of feedback that people filter and group by. An empty string means "not given". */
export const DIMENSIONS = ['department', 'channel', 'product', 'region', 'segment', 'language', 'source'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is grouped by under a name: a dimension, or what people talk about. */
export const GROUPING_NAMES = [...DIMENSIONS, 'theme'] as const;
export type GroupingName = (typeof GROUPING_NAMES)[number];

/** A grouping in which each feedback is in one group: groups add up to the whole. */
export type ColumnGrouping = { dimension: Dimension; attribute?: undefined } | { attribute: string; dimension?: undefined };

/**
 * What answers are grouped by: a dimension, the values of one attribute that came with the feedback, or themes. Themes overlap: a comment
 * on two of them is in two groups, so that groups of themes never add up to the whole.
 */
export type Grouping = ColumnGrouping | { dimension: 'theme'; attribute?: undefined };

const byAttribute = z.strictObject({ attribute: z.string().min(1).max(100) });

/** Parses a grouping from outside. */
export const grouping: z.ZodType<Grouping> = z.union([z.strictObject({ dimension: z.enum(GROUPING_NAMES) }) as z.ZodType<Extract<Grouping, { dimension: string }>>, byAttribute]);
/** The same without themes. */
export const columnGrouping: z.ZodType<ColumnGrouping> = z.union([z.strictObject({ dimension: z.enum(DIMENSIONS) }), byAttribute]);

export const isByTheme = (grouping: Grouping): grouping is { dimension: 'theme' } => grouping.dimension === 'theme';
/** Whether each feedback is in one group. */
export const isByColumn = (grouping: Grouping): grouping is ColumnGrouping => grouping.dimension !== 'theme';

/** A grouping as text: the name of its dimension, or `attribute:` and the attribute's key. */
export function groupingName({ dimension, attribute }: Grouping): string {
  return dimension ?? `attribute:${attribute}`;
}

/**
 * The groups of feedback that is in no theme, beside the ids of themes, which never begin with a dash: its words speak of none (or could
 * not be read), nobody has read them yet, or there are none. A filter by themes takes them as it takes ids.
 */
export const NO_THEME = { none: '-none', unread: '-unread', silent: '-silent' } as const;
/** In the order in which they follow after the themes. */
export const NO_THEMES: readonly string[] = Object.values(NO_THEME);
