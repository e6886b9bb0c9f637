import { DIMENSIONS, type Choice, type Dimension, type FeedbackFilter, type FilterCondition } from '@heed/domain';

/** What the sums of days can answer: choices over the values of at most one dimension. */
export interface SimpleQuestion {
  /** Null for the whole day. */
  dimension: Dimension | null;
  /** All of them must hold. */
  choices: Choice[];
}

/**
 * The question behind a filter and a dimension that its answer is grouped by, or null when only the rows themselves can
 * answer it: sums exist for each value of each dimension, but not for pairs of dimensions, words, scores or attributes.
 */
export function simpleQuestion(filter: FeedbackFilter, by: Dimension | null): SimpleQuestion | null {
  const { period: _period, ...condition } = filter;
  const found: { dimension: Dimension; choice: Choice }[] = [];
  if (!collect(condition, found)) return null;
  const dimensions = new Set(found.map(({ dimension }) => dimension));
  if (by) dimensions.add(by);
  if (dimensions.size > 1) return null;
  return { dimension: [...dimensions][0] ?? null, choices: found.map(({ choice }) => choice) };
}

/** False when the condition holds anything but choices over dimensions, joined by and. */
function collect({ and = [], ...fields }: FilterCondition, found: { dimension: Dimension; choice: Choice }[]): boolean {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!(DIMENSIONS as readonly string[]).includes(name)) return false;
    found.push({ dimension: name as Dimension, choice: value as Choice });
  }
  return and.every((branch) => collect(branch, found));
}
