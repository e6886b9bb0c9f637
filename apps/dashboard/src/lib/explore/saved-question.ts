import type { FeedbackFilterInput } from '#lib/api/documents.ts';
import type { ExplorationInput } from '#lib/api/explore-documents.ts';
import { savedPeriod } from '#lib/filter/saved-period.ts';
import { metricSpelling } from './metric-spelling.ts';

type Json = Record<string, unknown>;

/** A filter in the program's own spelling, as exports and pinned views hold it. */
export function savedFilter({ period, ...conditions }: FeedbackFilterInput): Json {
  return { ...(period && { period: savedPeriod(period) }), ...conditions };
}

/** A question in the program's own spelling. */
export function savedQuestion({ metrics, by, grain, filter, compareWith, ...rest }: ExplorationInput): Json {
  return {
    metrics: metrics.map(metricSpelling),
    ...(by && { by: by.map(({ dimension, attribute }) => (dimension ? { dimension: dimension.toLowerCase() } : { attribute })) }),
    ...(grain && { grain: grain.toLowerCase() }),
    ...(filter && { filter: savedFilter(filter) }),
    ...(compareWith && { compareWith: savedPeriod(compareWith) }),
    ...rest,
  };
}
