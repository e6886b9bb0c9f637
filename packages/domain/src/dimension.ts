import * as z from 'zod';

/** The columns of feedback that people filter and group by. An empty string means "not given". */
export const DIMENSIONS = ['department', 'channel', 'product', 'region', 'segment', 'language', 'source'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What answers are grouped by: a dimension, or the values of one attribute that came with the feedback. */
export type Grouping = { dimension: Dimension; attribute?: undefined } | { attribute: string; dimension?: undefined };

/** Parses a grouping from outside. */
export const grouping: z.ZodType<Grouping> = z.union([z.strictObject({ dimension: z.enum(DIMENSIONS) }), z.strictObject({ attribute: z.string().min(1).max(100) })]);

/** A grouping as text: the name of its dimension, or `attribute:` and the attribute's key. */
export function groupingName({ dimension, attribute }: Grouping): string {
  return dimension ?? `attribute:${attribute}`;
}
