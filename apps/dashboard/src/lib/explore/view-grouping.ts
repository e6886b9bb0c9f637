import type { Dimension, Metric } from '#lib/api/documents.ts';
import { wholeBand, type Narrower } from '#lib/filter/drill.ts';
import { FILTER_DIMENSIONS, type FilterDimension } from '#lib/filter/view-filter.ts';

/** What answers are grouped by: a dimension, themes, or the values of one attribute. */
export type ViewGrouping = { dimension: FilterDimension | 'theme' } | { attribute: string };

/** Themes overlap: a comment on two of them is in two groups. */
export const isByTheme = (grouping: ViewGrouping): boolean => 'dimension' in grouping && grouping.dimension === 'theme';

/** The groups of feedback that is in no theme, as the API spells them. */
export const NO_THEME: Readonly<Record<string, 'none' | 'unread' | 'silent'>> = { '-none': 'none', '-unread': 'unread', '-silent': 'silent' };

const ATTRIBUTE = 'attribute.';

/** A grouping as an address holds it: `department`, or `attribute.plan`. */
export const groupingText = (grouping: ViewGrouping): string => ('dimension' in grouping ? grouping.dimension : ATTRIBUTE + grouping.attribute);

/** Reads `groupingText` back; null for anything else. */
export function readGrouping(text: string): ViewGrouping | null {
  if (text.startsWith(ATTRIBUTE) && text.length > ATTRIBUTE.length) return { attribute: text.slice(ATTRIBUTE.length) };
  const dimension = ([...FILTER_DIMENSIONS, 'theme'] as const).find((one) => one === text);
  return dimension ? { dimension } : null;
}

export const sameGrouping = (one: ViewGrouping, other: ViewGrouping): boolean => groupingText(one) === groupingText(other);

/** The API's spelling of a grouping. */
export const groupingInput = (grouping: ViewGrouping): { dimension: Uppercase<FilterDimension | 'theme'> } | { attribute: string } =>
  'dimension' in grouping ? { dimension: grouping.dimension.toUpperCase() as Uppercase<FilterDimension | 'theme'> } : grouping;

/** A grouping as the API answers it. */
export function groupingOf({ dimension, attribute }: { dimension: Dimension | null; attribute: string | null }): ViewGrouping {
  return dimension === null ? { attribute: attribute ?? '' } : { dimension: dimension.toLowerCase() as FilterDimension | 'theme' };
}

/** What the feedback behind a group of one metric has beyond the filter. */
export function groupNarrower(groupings: readonly ViewGrouping[], { keys, metric }: { keys: readonly string[]; metric: Metric }): Narrower {
  const narrower: Required<Pick<Narrower, 'choices' | 'attributes'>> & Pick<Narrower, 'theme'> = { choices: {}, attributes: [] };
  groupings.forEach((grouping, index) => {
    const values = [keys[index] ?? ''];
    if (!('dimension' in grouping)) narrower.attributes.push({ key: grouping.attribute, values });
    else if (grouping.dimension === 'theme') narrower.theme = keys[index] ?? '';
    else narrower.choices[grouping.dimension] = values;
  });
  return { ...narrower, band: wholeBand(metric) };
}
