import { bind, moment, sql, type Sql } from '@heed/store';
import * as z from 'zod';

const epochMs = z.number().int().nonnegative();

/**
 * Which readings are to be made again although their words are the same, because people or a new model know better. It follows from the
 * journal alone, so that whoever starts later, or stops in between, finds the same.
 */
export const stale = z.strictObject({
  /** For each language that any model ever read: the models that read it as the present one does. */
  models: z.record(z.string(), z.array(z.number().int())),
  /** Everything that was read before this moment. */
  allBefore: epochMs,
  /** Readings that name a theme, by the theme, from before a moment; under the empty text those that name none. All that are known stand here. */
  themesBefore: z.record(z.string(), epochMs),
  /** Readings that name a theme that nobody knows, from before this moment. */
  unknownBefore: epochMs,
});
export type Stale = z.infer<typeof stale>;

export const EXAMPLE_STALE: Stale = { models: { en: [1, 2], tr: [] }, allBefore: 1, themesBefore: { abc: 5 }, unknownBefore: 1 };

/** Readings that name no theme are listed under this. */
export const NO_THEME = '';

/** The condition of what is stale, over comment_readings under the name `r`. */
export function isStale({ models, allBefore, themesBefore, unknownBefore }: Stale): Sql {
  const byLanguage = bind('Map(String, Array(UInt32))', new Map(Object.entries(models)));
  // An array must not be empty here.
  const themes = Object.entries({ [NO_THEME]: 0, ...themesBefore });
  const before = sql`transform(theme, ${bind('Array(String)', themes.map(([theme]) => theme))}, ${bind('Array(Int64)', themes.map(([, at]) => at))}, ${bind('Int64', unknownBefore)})`;
  return sql`(r.read_at < ${moment(allBefore)}
    OR (mapContains(${byLanguage}, toString(r.language)) AND NOT has(${byLanguage}[toString(r.language)], r.model))
    OR arrayExists(theme -> toUnixTimestamp64Milli(r.read_at) < ${before}, if(empty(r.themes), [${bind('String', NO_THEME)}], r.themes)))`;
}
